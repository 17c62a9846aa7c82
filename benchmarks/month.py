#!/usr/bin/env python3
"""A month of daily updates: what a day costs while the graph grows.

    PYTHONPATH=. benchmarks/month.py PAPERS --a-day 100 --extractor fast
    PYTHONPATH=. benchmarks/month.py PAPERS --a-day 100 --extractor fast --onto graph.kg --days 3

PAPERS are JSON lines (compressed or not) with dates. Their first 30 days, or their last days if
they come onto a graph, with at most so many papers each, are served by a server here that
speaks the protocol of the daily papers, with faults. Each day ``kg update`` is killed once at a
random moment, and run again, which is what is measured. At the end a graph that began empty is
compared with the one that is built at once.
"""

import argparse
import datetime
import gzip
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

from tests import services as faulty
from tests.services import Published, Services, serving, status

DAYS = 30
FAULTS = (None, status(503, "0"), faulty.cut, faulty.short, faulty.garbage)
KG = (sys.executable, "-c", "from kg.cli import main; main()")


Days = dict[datetime.date, list[Published]]


def read(path: Path, a_day: int) -> Days:
    """The papers of each day."""
    days: Days = defaultdict(list)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            date = datetime.date.fromisoformat(item["date"])
            if len(days[date]) < a_day:
                days[date].append(
                    Published(item["id"], item["title"], item["abstract"], date, date)
                )
    return dict(sorted(days.items()))


def run(*command: str, limit: float | None = None) -> tuple[float, float]:
    """Run ``kg``, for so many seconds at most: the seconds of wall and of processor."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with suppress(subprocess.TimeoutExpired):  # it is killed then
        subprocess.run([*KG, *command], check=True, timeout=limit)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, used


def live(web: Services, days: Days, graph: Path, how: list[str]) -> None:
    """Live through the days and print what each one costs."""
    chance, wall, first = random.Random(1), 10.0, min(days)
    for date, papers in days.items():
        web.papers += papers
        update = ["update", str(graph), "hf", "--until", str(date), "--quiet", *how]
        update += ["--since", str(date)] if date == first else []
        web.faults = chance.choices(FAULTS, k=3)
        run(*update, limit=chance.uniform(1.0, wall))
        wall, processor = run(*update)
        print(f"| {date} | {len(papers)} | {wall:.1f} | {processor:.1f} |", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("papers", type=Path)
    parser.add_argument("--a-day", type=int, default=100)
    parser.add_argument("--extractor", default="fast")
    parser.add_argument("--onto", type=Path)
    parser.add_argument("--days", type=int, default=DAYS)
    arguments = parser.parse_args()
    how = ["--extractor", arguments.extractor, "--processes", "1"]
    days = read(arguments.papers, arguments.a_day)
    chosen = list(days)[-arguments.days :] if arguments.onto else list(days)[: arguments.days]
    days = {date: days[date] for date in chosen}
    with tempfile.TemporaryDirectory() as folder, serving(Services(page=100)) as web:
        os.environ.update(web.environment())
        graph = Path(folder, "month.kg")
        if arguments.onto:
            shutil.copy(arguments.onto, graph)
        print("| day | papers | seconds | processor s |\n|---|--:|--:|--:|")
        live(web, days, graph, how)
        if arguments.onto:
            return 0
        web.faults = []
        return 0 if same_at_once(web, days, graph, how) else 1


def same_at_once(web: Services, days: Days, graph: Path, how: list[str]) -> bool:
    """Whether the graph of all days, built at once, is the same."""
    once = graph.with_name("once.kg")
    window = ["--since", str(min(days)), "--until", str(max(days))]
    wall, processor = run("update", str(once), "hf", *window, "--quiet", *how)
    print(f"| at once | {len(web.papers):,} | {wall:.1f} | {processor:.1f} |")
    for path in (graph, once):
        run("export", str(path), str(path.with_suffix(".jsonl")))
    same = graph.with_suffix(".jsonl").read_bytes() == once.with_suffix(".jsonl").read_bytes()
    print("the graphs are the same" if same else "THE GRAPHS DIFFER")
    return same


if __name__ == "__main__":
    sys.exit(main())
