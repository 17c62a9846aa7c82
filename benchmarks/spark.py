#!/usr/bin/env python3
"""How long a build on Spark takes, and what it needs, as the number of papers grows.

    benchmarks/spark.py GRAPH FOLDER [PAPERS...]

The papers are those of GRAPH with their annotations, so nothing is extracted, and then copies of
them. A copy introduces things of its own, as papers do, and a quarter of its other names are
misspelt, respelt or renumbered, as in `linking.py`: the number of different names grows with the
number of papers. They are written to FOLDER, as an export in parts, and the graph beside them.
Every size runs in a process of its own, with Spark as the environment has it
(`PYSPARK_SUBMIT_ARGS`); prints a line each.
"""

import json
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import Path

import psutil
from linking import CHANGED, changed

from kg.extraction import Annotated
from kg.graph import Graph
from kg.pipeline import BuildOptions
from kg.records import Annotation, Entity, Paper, PaperNode
from kg.spark import build

SIZES = (20_000, 50_000, 100_000, 200_000)
PAPERS_A_FILE = 5_000


def grown(graph: Graph, papers: int) -> Iterator[Annotated]:
    """The papers of ``graph``, then changed copies of them, until there are so many."""
    chance = random.Random(1)
    done = copy = 0
    while done < papers:
        for paper, annotation in islice(graph.annotated(), papers - done):
            yield _copy(paper, annotation, copy, chance) if copy else (paper, annotation)
            done += 1
        copy += 1


def _copy(paper: Paper, annotation: Annotation, copy: int, chance: random.Random) -> Annotated:
    entities = tuple(_in_copy(entity, copy, chance) for entity in annotation.entities)
    name = f"{paper.id}-{copy}"
    update = {"paper": name, "entities": entities}
    return paper.model_copy(update={"id": name}), annotation.model_copy(update=update)


def _in_copy(entity: Entity, copy: int, chance: random.Random) -> Entity:
    if entity.new:
        coined = "".join(chr(ord("a") + int(digit)) for digit in str(copy))
        surfaces = tuple(f"{surface}{coined}" for surface in entity.surfaces)
        return entity.model_copy(update={"name": f"{entity.name}{coined}", "surfaces": surfaces})
    return changed(entity, chance) if chance.random() < CHANGED else entity


def write(papers: Iterator[Annotated], folder: Path) -> None:
    """Write papers with their annotations as an export in parts."""
    folder.mkdir(parents=True)
    part = 0
    while some := list(islice(papers, PAPERS_A_FILE)):
        with (folder / f"part-{part:05}.jsonl").open("w", encoding="utf-8") as file:
            for paper, annotation in some:
                fields = PaperNode.of(paper, annotation).model_dump(mode="json")
                file.write(json.dumps({"kind": "node", "label": "Paper", **fields}) + "\n")
        part += 1


class Processor(threading.Thread):
    """Looks every second how long this process, Java and Spark's workers have computed so far.

    Spark does not tell of workers that have ended, so what was last seen of each is kept.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._seen: dict[psutil.Process, float] = {}

    def run(self) -> None:
        while True:
            self.seconds()
            time.sleep(1)

    def seconds(self) -> float:
        this = psutil.Process()
        for process in (this, *this.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                self._seen[process] = times.user + times.system
        return sum(self._seen.values())


def measure(graph: Path, folder: Path, papers: int) -> None:
    """Build the graph of so many papers and print what it took."""
    sources, into = folder / f"papers-{papers}", folder / f"graph-{papers}"
    if not sources.exists():
        with Graph(graph) as opened:
            write(grown(opened, papers), sources)
    shutil.rmtree(into, ignore_errors=True)
    starts: dict[str, float] = {}
    disk = [0]
    processor = Processor()
    processor.start()
    began = processor.seconds()

    def progress(stage: str, done: int) -> None:
        starts[stage] = time.monotonic()
        disk.append(_bytes(folder, f".{into.name}.*"))

    _, size = build([sources], into, BuildOptions(extractor="none"), progress)
    starts["end"] = time.monotonic()
    times = list(starts.values())
    seconds = [after - before for before, after in pairwise(times)]
    cells = [f"{number:,}" for number in (papers, *size)]
    cells += [f"{number:,.0f}" for number in (*seconds, sum(seconds), processor.seconds() - began)]
    cells += [f"{count / 1e9:.1f}" for count in (max(disk), _bytes(folder, into.name))]
    print(f"| {' | '.join(cells)} |", flush=True)


def _bytes(folder: Path, pattern: str) -> int:
    found = (path for top in folder.glob(pattern) for path in top.rglob("*"))
    return sum(path.stat().st_size for path in found if path.is_file())


def main(graph: str, folder: str, *sizes: str) -> None:
    if len(sizes) == 1:
        measure(Path(graph), Path(folder), int(sizes[0]))
        return
    columns = "papers", "nodes", "edges", "read s", "extract s", "link s", "write s", "all s"
    columns += "processor s", "stages GB", "graph GB"
    print(f"| {' | '.join(columns)} |\n|{'--:|' * len(columns)}")
    for size in sizes or SIZES:
        subprocess.run([sys.executable, __file__, graph, folder, str(size)], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
