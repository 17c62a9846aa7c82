#!/usr/bin/env python3
"""A month of daily updates: what a day costs while the graph grows.

    PYTHONPATH=. benchmarks/month.py PAPERS --a-day 100 --extractor fast

PAPERS are JSON lines (compressed or not) with dates. Their first 30 days, of which at most so many
papers each are taken, are served by a server on this machine that speaks the protocol of the daily
papers, with faults. Each day ``kg update`` is killed once at a random moment, and run again. At
the end the graph is compared with the one that is built at once.
"""

import argparse
import datetime
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests import services as faulty
from tests.services import Published, Services, serving, status

DAYS = 30
FAULTS = (None, status(503, "0"), faulty.cut, faulty.short, faulty.garbage)
KG = (sys.executable, "-c", "from kg.cli import main; main()")


class Day(NamedTuple):
    """What one day cost: seconds of wall and of processor of the run that was not killed."""

    papers: int
    graph: int
    wall: float
    processor: float


def read(path: Path, a_day: int) -> dict[datetime.date, list[Published]]:
    """The papers of the first days."""
    days: dict[datetime.date, list[Published]] = defaultdict(list)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            date = datetime.date.fromisoformat(item["date"])
            if len(days[date]) < a_day:
                days[date].append(
                    Published(item["id"], item["title"], item["abstract"], date, date)
                )
    return dict(sorted(days.items())[:DAYS])


def run(*command: str, limit: float | None = None) -> tuple[float, float]:
    """Run ``kg``, for so many seconds at most: the seconds of wall and of processor."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with suppress(subprocess.TimeoutExpired):  # it is killed then
        subprocess.run([*KG, *command], check=True, timeout=limit)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, used


def live(
    web: Services, days: dict[datetime.date, list[Published]], graph: Path, how: list[str]
) -> list[Day]:
    """Live through the month and say what each day cost."""
    chance, costs = random.Random(1), list[Day]()
    first = str(min(days))
    for date, papers in days.items():
        web.papers += papers
        update = ["update", str(graph), "hf", "--until", str(date), "--quiet", *how]
        update += [] if costs else ["--since", first]
        web.faults = chance.choices(FAULTS, k=3)
        run(*update, limit=chance.uniform(1.0, costs[-1].wall if costs else 10.0))
        costs.append(Day(len(papers), len(web.papers), *run(*update)))
        print(
            f"| {date} | {costs[-1].papers} | {costs[-1].graph:,} | {costs[-1].wall:.1f} | "
            f"{costs[-1].processor:.1f} |",
            flush=True,
        )
    return costs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("papers", type=Path)
    parser.add_argument("--a-day", type=int, default=100)
    parser.add_argument("--extractor", default="fast")
    arguments = parser.parse_args()
    how = ["--extractor", arguments.extractor, "--processes", "1"]
    days = read(arguments.papers, arguments.a_day)
    with tempfile.TemporaryDirectory() as folder, serving(Services(page=100)) as web:
        os.environ.update(web.environment())
        graph, once = Path(folder, "month.kg"), Path(folder, "once.kg")
        print("| day | papers | in the graph | seconds | processor s |\n|---|--:|--:|--:|--:|")
        live(web, days, graph, how)
        web.faults = []
        window = ["--since", str(min(days)), "--until", str(max(days))]
        wall, processor = run("update", str(once), "hf", *window, "--quiet", *how)
        print(f"| at once | | {len(web.papers):,} | {wall:.1f} | {processor:.1f} |")
        for path in (graph, once):
            run("export", str(path), str(path.with_suffix(".jsonl")))
        same = graph.with_suffix(".jsonl").read_bytes() == once.with_suffix(".jsonl").read_bytes()
    print("the graphs are the same" if same else "THE GRAPHS DIFFER")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
