"""A page opened from disk in a real browser that may load nothing else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

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


@contextmanager
def browser() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@contextmanager
def opened(running: Browser, path: Path, width: int = 1280, height: int = 800) -> Iterator[Page]:
    """The page of the file ``path``, when it has drawn its graph.

    What it should not do fails the test at the end: ask for anything but itself, open a dialog,
    or write to the console.
    """
    page = running.new_page(viewport={"width": width, "height": height})
    faults: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", dismiss)
    page.on("request", lambda request: faults.append(f"request: {request.url}"))
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]", timeout=60_000)
    yield page
    page.close()
    assert faults == [f"request: {path.as_uri()}"]
