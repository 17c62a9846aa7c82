#!/usr/bin/env python3
"""How fast a graph is built, what memory that takes, and how fast it is asked and exported.

    benchmarks/build.py PAPERS [--counts 1000 5000 20000] [--processes 1 2] [--extractor NAME]

PAPERS is a file of at least so many papers in any format. Each build runs in processes of its own;
its peak memory is an upper estimate: that of the first process, plus that of the largest extracting
one for each that it started. The largest graph is then loaded into a new database, once from
records and once from columns in memory, asked the queries of docs/queries.md and exported.
"""

import argparse
import json
import multiprocessing
import resource
import runpy
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from kg.exporting import export
from kg.graph import Graph
from kg.pipeline import BuildOptions, build
from kg.readers import ReadReport, read_papers
from kg.records import Paper
from kg.schema import EDGE_ENDS, NODE_LABELS
from kg.settings import DEFAULT_EXTRACTOR
from kg.store import Store
from kg.uncollected import uncollected

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")
EXPORTS = ("jsonl", "csv", "parquet", "graphml", "gexf", "node-link", "cytoscape", "turtle")


class Cost(NamedTuple):
    """Seconds of each stage of a build, processor seconds of all, and peak memory in MB."""

    extracting: float
    linking: float
    writing: float
    processor: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--extractor", default=DEFAULT_EXTRACTOR)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder)
        print("| papers | processes | extract s | abstracts/s | link s | write s "
              "| nodes+edges/s | processor s | peak MB |")  # fmt: skip
        print("|--:" * 9 + "|")
        for count in arguments.counts:
            source = _first(arguments.papers, count, Path(folder, "papers.jsonl"))
            for processes in arguments.processes:
                graph = Path(folder, f"{count}-{processes}.kg")
                cost = _in_a_process(_build, source, graph, arguments.extractor, processes)
                _print_build(count, processes, cost, graph)
        print()
        _in_a_process(_load, graph, Path(folder, "loaded.kg"))
        _in_a_process(_ask, graph)
        print()
        for format in EXPORTS:
            _in_a_process(_export, graph, Path(folder, format), format)


def _first(papers: Path, count: int, target: Path) -> Path:
    with target.open("w", encoding="utf-8") as stream:
        records = (r for r in read_papers([papers], ReadReport()) if isinstance(r, Paper))
        for paper in islice(records, count):
            stream.write(paper.model_dump_json() + "\n")
    return target


def _in_a_process(work: Callable[..., T], *arguments: object) -> T:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _build(source: Path, graph: Path, extractor: str, processes: int) -> Cost:
    began = {"extracting": time.perf_counter()}

    def progress(stage: str, done: int) -> None:
        began.setdefault(stage, time.perf_counter())

    build([source], graph, BuildOptions(extractor=extractor, processes=processes), progress)
    ended = time.perf_counter()
    own, children = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Cost(
        extracting=began["linking"] - began["extracting"],
        linking=began["writing"] - began["linking"],
        writing=ended - began["writing"],
        processor=sum(u.ru_utime + u.ru_stime for u in (own, children)),
        memory=(own.ru_maxrss + (processes if processes > 1 else 0) * children.ru_maxrss) / 1024,
    )


def _print_build(count: int, processes: int, cost: Cost, path: Path) -> None:
    with Graph(path) as graph:
        size = sum(graph.size()) - count  # the papers' own nodes are written while extracting
    figures = (
        f"{count:,}", processes, f"{cost.extracting:.1f}", f"{count / cost.extracting:.0f}",
        f"{cost.linking:.1f}", f"{cost.writing:.1f}", f"{size / cost.writing:,.0f}",
        f"{cost.processor:.1f}", f"{cost.memory:,.0f}",
    )  # fmt: skip
    print("|", " | ".join(map(str, figures)), "|", flush=True)


@uncollected()
def _load(path: Path, target: Path) -> None:
    with Store(path) as store:
        nodes, edges = list(store.nodes()), list(store.edges())
        node_tables = {label: store.node_table(label) for label in NODE_LABELS}
        tables = [(label, *ends) for label, joined in EDGE_ENDS.items() for ends in joined]
        edge_tables = {table: store.edge_table(*table) for table in tables}

    def from_records(new: Store) -> None:
        new.write_nodes(nodes)
        new.write_edges(edges)

    def from_columns(new: Store) -> None:
        for label, rows in node_tables.items():
            new.copy_nodes(label, rows)
        for table, rows in edge_tables.items():
            new.copy_edges(*table, rows)

    for load in (from_records, from_columns):
        target.unlink(missing_ok=True)
        began = time.perf_counter(), time.process_time()
        with Store.create(target) as new:
            load(new)
        seconds, processor = time.perf_counter() - began[0], time.process_time() - began[1]
        rates = (len(nodes) + len(edges)) / seconds, (len(nodes) + len(edges)) / processor
        print("{:,.0f} nodes+edges/s, {:,.0f} a processor second".format(*rates), load.__name__)


def _ask(path: Path) -> None:
    pages = runpy.run_path(str(ROOT / "scripts" / "generate_docs"))
    text = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    queries = [match["cypher"] for match in pages["QUERY"].finditer(text)]
    seconds = []
    with Graph(path) as graph:
        for cypher in queries:
            began = time.perf_counter()
            graph.query(cypher, **pages["parameters"](cypher))
            seconds.append(time.perf_counter() - began)
    print(f"{len(queries)} queries of docs/queries.md: {_spread(seconds)}", flush=True)


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return f"median {ordered[len(ordered) // 2]:.2f} s, slowest {ordered[-1]:.2f} s"


def _export(path: Path, target: Path, format: str) -> None:
    began = time.perf_counter()
    with Graph(path) as graph:
        export(graph, target, format)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"export": format, "seconds": round(seconds, 1), "peak MB": round(peak)}))


if __name__ == "__main__":
    main()
