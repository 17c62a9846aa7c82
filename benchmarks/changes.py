#!/usr/bin/env python3
"""What a day costs: adding a few papers to graphs of more and more papers.

    benchmarks/changes.py GRAPH [--counts 1000 5000 20000] [--day 30] [--days 3]

GRAPH holds at least so many papers; they are taken with their annotations, so that no extraction
counts, but for the last column: there ``kg build`` starts, reads the papers of a day by `accurate`
and adds them. The first day after a build is shown apart: it makes what the linker keeps beside
the graph. Seconds are those of one processor; after them stand those of the clock.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kg.graph import Graph
from kg.graph_files import log_of
from kg.patching import ledger_file
from kg.pipeline import BuildOptions, build, remove_papers
from kg.records import PaperNode
from kg.schema import PAPER

KG = (sys.executable, "-c", "from kg.cli import main; main()")


class Cost(NamedTuple):
    """Seconds of one processor, and of the clock."""

    processor: float
    clock: float

    def __str__(self) -> str:
        return f"{self.processor:.1f} ({self.clock:.1f})"


class Clock:
    """Measures what is done in a ``with`` block, other processes included that ended there."""

    def __enter__(self) -> "Clock":
        self.began = _used(), time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.cost = Cost(_used() - self.began[0], time.perf_counter() - self.began[1])


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--day", type=int, default=30)
    parser.add_argument("--days", type=int, default=3)
    arguments = parser.parse_args()
    days = 1 + arguments.days
    columns = "papers", "build", "first day", "a day", "remove a day", "read and add a day"
    print(f"| {' | '.join(columns)} | graph MB | log MB | linker MB |")
    print("|--:" * 9 + "|")
    with tempfile.TemporaryDirectory() as folder, Graph(arguments.graph) as graph:
        lines = list(islice(_papers(graph), max(arguments.counts)))
        for count in arguments.counts:
            _measure(lines[:count], arguments.day, days, Path(folder, f"{count}.kg"))


def _papers(graph: Graph) -> Iterator[tuple[str, str]]:
    """Id and line of every paper, as an export has it."""
    for paper, annotation in graph.annotated():
        fields = PaperNode.of(paper, annotation).model_dump(mode="json")
        yield paper.id, json.dumps({"kind": "node", "label": PAPER, **fields})


def _text(line: str) -> str:
    """A paper without its annotation, as a line."""
    fields = json.loads(line)
    kept = {name: fields[name] for name in ("title", "abstract", "date")}
    return json.dumps({"id": fields["key"].partition(":")[2], **kept}) + "\n"


def _measure(papers: Sequence[tuple[str, str]], day: int, days: int, graph: Path) -> None:
    source = graph.with_suffix(".jsonl")

    def add(some: Sequence[tuple[str, str]]) -> Cost:
        source.write_text("".join(f"{line}\n" for _, line in some), encoding="utf-8")
        with Clock() as clock:
            build([source], graph, BuildOptions(extractor="none", processes=1))
        return clock.cost

    first = len(papers) - day * days
    built = add(papers[:first])
    costs = [add(papers[start : start + day]) for start in range(first, len(papers), day)]
    usual = sorted(costs[1:])[len(costs) // 2 - 1]
    with Clock() as removing:
        remove_papers(graph, [paper for paper, _ in papers[-day:]])
    source.write_text("".join(_text(line) for _, line in papers[-day:]), encoding="utf-8")
    how = [source, "--into", graph, "--extractor", "accurate", "--processes", "1", "--quiet"]
    with Clock() as reading:
        subprocess.run([*KG, "build", *how], check=True)
    sizes = graph, log_of(graph), ledger_file(graph)
    cells = [f"{len(papers):,}", built, costs[0], usual, removing.cost, reading.cost]
    print("|", " | ".join(map(str, cells)), end=" | ")
    print(" | ".join(f"{path.stat().st_size / 1e6:.0f}" for path in sizes), "|", flush=True)


if __name__ == "__main__":
    main()
