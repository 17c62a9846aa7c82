#!/usr/bin/env python3
"""How fast the explorer's page is made, opens and moves, in headless Chromium without a GPU.

    benchmarks/explorer.py GRAPH [--limit 20000] [--page PAGE]

GRAPH is cut to its core as kg explore does. The page is opened from disk; the first interaction is
a click on a cell of the matrix that has brought its card. Then the network is opened as it is, and
with papers, metrics and results too, and dragged about for three seconds. Frames are the pictures
that Chromium has put on screen, as its trace tells; the page's own count of its animation frames
also counts those that nobody sees.
"""

import argparse
import json
import math
import os
import shutil
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kg.explorer import LIMIT, packed, static_page
from kg.graph import Graph

WEBGL = ["--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
EVERYTHING = "Paper,Method,Model,Dataset,Benchmark,Task,Metric,Result"
SECONDS = 3.0
PRESENTED = ("SoftwareRenderer::SwapBuffers", "SkiaRenderer::SwapBuffers")
"""What Chromium traces when a new picture goes to the screen, without and with a GPU."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path)
    parser.add_argument("--limit", type=int, default=LIMIT)
    parser.add_argument("--page", type=Path, help="measure this page instead of making one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.page or made(arguments.graph, arguments.limit, Path(folder, "page.html"))
        measure(path)


def made(graph: Path, limit: int, target: Path) -> Path:
    start = time.perf_counter()
    with Graph(graph) as opened:
        target.write_text(static_page(packed(opened, limit), graph.name), encoding="utf-8")
    print(f"made in {time.perf_counter() - start:.1f} s")
    return target


def measure(path: Path) -> None:
    print(f"{path.stat().st_size / 1e6:.1f} MB")
    browser = os.environ.get("PAPERKG_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=WEBGL)
        page = running.new_page(viewport={"width": 1280, "height": 800})
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.locator(".cell").first.click()
        page.locator(".card h2").wait_for()
        print(f"first interaction after {time.perf_counter() - start:.2f} s")
        for name, fragment in (("network", ""), ("with everything", f"?types={EVERYTHING}")):
            start = time.perf_counter()
            page.evaluate("to => { location.hash = to; }", f"#/network{fragment}")
            page.locator(".stage .status").filter(has_text="node").wait_for()
            page.screenshot()  # waits for what is drawn to be on screen
            drawn = time.perf_counter() - start
            size = page.locator(".stage .status").inner_text()
            print(f"{name}: {size}, drawn after {drawn:.2f} s")
            print(
                "panning: {:.0f} frames/s, at most {:.2f} s apart".format(*panning(running, page))
            )
            print(f"drawn anew {redrawn(page):.2f} s after it was moved")
        running.close()


def panning(browser: Browser, page: Page) -> tuple[float, float]:
    """Drag the drawing about: pictures put on screen a second, and the longest wait for one.

    Raises:
        AssertionError: if the drawing did not follow the pointer.
    """
    page.wait_for_timeout(1000)
    box = page.locator(".canvas").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    before = page.screenshot()
    browser.start_tracing(page=page, categories=["-*", "viz"])
    page.mouse.down()
    start = time.perf_counter()
    step = 0
    while time.perf_counter() - start < SECONDS:
        step += 1
        angle = step / 20
        page.mouse.move(x + 150 * math.sin(angle), y + 100 * (1 - math.cos(angle)))
    taken = time.perf_counter() - start
    events = json.loads(browser.stop_tracing())["traceEvents"]
    assert page.screenshot() != before, "the drawing has not moved"
    page.mouse.up()
    page.wait_for_timeout(1000)
    shown = sorted(event["ts"] / 1e6 for event in events if event["name"] in PRESENTED)
    waits = [later - earlier for earlier, later in pairwise(shown)]
    return len(shown) / taken, max(waits, default=taken)


def redrawn(page: Page) -> float:
    """Seconds from a key that moves the drawing until it is sharp at its new place."""
    page.locator(".canvas").focus()
    start = time.perf_counter()
    page.keyboard.press("ArrowLeft")
    page.locator(".canvas canvas[style*='matrix']").first.wait_for(state="detached")
    page.screenshot()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
