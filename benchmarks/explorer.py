#!/usr/bin/env python3
"""How fast the explorer's page is made, opens and moves, in headless Chromium without a GPU.

    benchmarks/explorer.py GRAPH [--limit 20000] [--page PAGE]

GRAPH is cut to its core as kg explore does. The page is opened from disk; the first interaction is
a click on a cell of the matrix that has brought its card. Then the network is opened as it is, and
with papers, metrics and results too, and dragged about for three seconds.
"""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from kg.explorer import LIMIT, packed, static_page
from kg.graph import Graph

WEBGL = ["--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
EVERYTHING = "Paper,Method,Model,Dataset,Benchmark,Task,Metric,Result"
SECONDS = 3.0
FRAMES = """() => {
    window.frames_seen = 0;
    const count = () => { window.frames_seen++; requestAnimationFrame(count); };
    requestAnimationFrame(count);
}"""


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
            page.evaluate("() => new Promise(requestAnimationFrame)")
            drawn = time.perf_counter() - start
            size = page.locator(".stage .status").inner_text()
            print(f"{name}: {size}, drawn after {drawn:.2f} s, {panning(page):.0f} frames/s")
        running.close()


def panning(page: Page) -> float:
    """Frames a second while the drawing is dragged in circles."""
    page.wait_for_timeout(500)
    box = page.locator(".canvas").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    start = time.perf_counter()
    step = 0
    while time.perf_counter() - start < SECONDS:
        step += 1
        page.mouse.move(x + 60 * (step % 5), y + 40 * (step % 3))
    taken = time.perf_counter() - start
    frames = page.evaluate("window.frames_seen")
    page.mouse.up()
    return float(frames) / taken


if __name__ == "__main__":
    main()
