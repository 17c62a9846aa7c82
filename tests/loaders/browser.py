"""A page opened from disk in a real browser that may load nothing else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Path of the browser: PAPERKG_CHROMIUM or the one on the PATH; skips the test without any.

    PAPERKG_REQUIRE_BROWSER=1 makes a missing browser a failure.
    """
    path = os.environ.get("PAPERKG_CHROMIUM") or shutil.which("chromium")
    if path:
        return path
    reason = "there is no chromium; install it or set PAPERKG_CHROMIUM"
    if os.environ.get("PAPERKG_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


SOFTWARE_WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@contextmanager
def browser(*arguments: str) -> Iterator[Browser]:
    """A running browser; ``arguments`` are more than it needs for every page."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium(), args=[*ARGUMENTS, *arguments]
        )
        yield running
        running.close()


@contextmanager
def opened(
    running: Browser, path: Path, width: int = 1280, height: int = 800, fragment: str = ""
) -> Iterator[Page]:
    """The page of the file ``path``, at ``fragment``, when it has drawn its graph.

    What it should not do fails the test at the end: ask for anything but itself, open a dialog,
    or write to the console.
    """
    page = running.new_page(viewport={"width": width, "height": height})
    faults: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def listen(message: ConsoleMessage) -> None:
        # The driver of a software WebGL thinks aloud about its speed.
        if "GL Driver Message" not in message.text:
            faults.append(f"console: {message.text}")

    page.on("console", listen)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", dismiss)
    page.on("request", lambda request: faults.append(f"request: {request.url}"))
    page.goto(path.as_uri() + fragment)
    page.wait_for_selector("body[data-ready]", timeout=60_000)
    yield page
    page.close()
    assert faults == [f"request: {path.as_uri()}"]
