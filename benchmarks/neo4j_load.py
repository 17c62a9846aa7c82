#!/usr/bin/env python3
"""How fast a graph gets into Neo4j, beside the least that any loader must do.

    benchmarks/neo4j_load.py graph.kg

Each way gets a new server of its own from ``scripts/neo4j``:

* the floor: a bare driver that sends the same rows with ``UNWIND … CREATE``, without keys, without
  constraints and indexes, and joins relationships by the ids that the server gave the nodes;
* ``kg load`` into the empty database, then once more (nothing changes), then with ``--prune``;
* ``kg load --bulk`` and ``neo4j-admin database import full``.

All three read the graph from its file. Rates are nodes and relationships a second. The ways take
turns, so that a machine that is busy with something else slows all of them.
"""

import argparse
import platform
import shlex
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j

from kg.columns import row
from kg.databases import Login, connect, write_bulk
from kg.graph import Graph

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "neo4j"
BATCH = 1000

Seconds = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path)
    parser.add_argument("--rounds", type=int, default=1, help="how often each way takes its turn")
    arguments = parser.parse_args()
    with Graph(arguments.graph) as graph:
        nodes, edges = graph.size()
    print(f"{nodes:,} nodes, {edges:,} relationships; {machine()}")
    for number in range(arguments.rounds):
        taken: Seconds = {}
        for way in (floor, load, bulk):
            with tempfile.TemporaryDirectory() as folder:
                taken |= way(arguments.graph, Path(folder))
        report(number, nodes + edges, taken)


def machine() -> str:
    """What this ran on."""
    processors = Path("/proc/cpuinfo").read_text().count("\nprocessor") + 1
    busy = Path("/proc/loadavg").read_text().split()[0]
    driver = f"driver {neo4j.__version__}, Python {platform.python_version()}"
    return f"{driver}, {processors} processors, load {busy}"


def report(number: int, size: int, taken: Seconds) -> None:
    print(f"\nround {number + 1}")
    for name, seconds in taken.items():
        print(
            f"  {name:24} {seconds:7.1f} s  {size / seconds:9,.0f} a second  "
            f"{taken['floor'] / seconds:5.2f} of the floor's rate"
        )


def floor(path: Path, folder: Path) -> Seconds:
    with (
        Graph(path) as graph,
        server(folder) as (address, login),
        neo4j.GraphDatabase.driver(address, auth=(login.user, login.password)) as driver,
        driver.session() as session,
    ):
        return {"floor": timed(lambda: create(session, graph))}


def create(session: neo4j.Session, graph: Graph) -> None:
    """Create everything as it comes, in batches of one label."""
    ids: dict[str, str] = {}
    for label, rows in batches((str(node.label), row(node)) for node in graph.nodes()):
        cypher = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row RETURN elementId(n)"
        made = session.execute_write(lambda tx, c, r: tx.run(c, rows=r).value(), cypher, rows)
        ids.update(zip((values["key"] for values in rows), made, strict=True))
    edges = (
        (str(edge.label), {"head": ids[edge.head], "tail": ids[edge.tail], "row": row(edge)})
        for edge in graph.edges()
    )
    for label, rows in batches(edges):
        cypher = (
            "UNWIND $rows AS row MATCH (h) WHERE elementId(h) = row.head "
            "MATCH (t) WHERE elementId(t) = row.tail "
            f"CREATE (h)-[r:{label}]->(t) SET r = row.row"
        )
        session.execute_write(lambda tx, c, r: tx.run(c, rows=r).consume(), cypher, rows)


def batches(rows: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Rows that follow each other and have one label."""
    label, batch = "", []
    for next_label, values in rows:
        if batch and (next_label != label or len(batch) == BATCH):
            yield label, batch
            batch = []
        label = next_label
        batch.append(values)
    yield label, batch


def load(path: Path, folder: Path) -> Seconds:
    """Each load opens the graph, as the command does."""
    with server(folder) as (address, login), connect(address, login) as database:

        def once(prune: bool = False) -> None:
            with Graph(path) as graph:
                database.load(graph, prune=prune)

        return {
            "kg load": timed(once),
            "kg load, again": timed(once),
            "kg load --prune, again": timed(lambda: once(prune=True)),
        }


def bulk(path: Path, folder: Path) -> Seconds:
    started = time.perf_counter()
    with Graph(path) as graph:
        command = write_bulk(graph, folder / "files").replace("\\\n", "")
    written = time.perf_counter() - started
    home = ["--home", str(folder / "home"), *shlex.split(command)[1:]]
    imported = timed(lambda: run("admin", *home))
    return {"kg load --bulk": written, "neo4j-admin import": imported}


@contextmanager
def server(home: Path) -> Iterator[tuple[str, Login]]:
    """A new server: its address and the login."""
    printed = run("start", "--home", str(home))
    variables = dict(line.removeprefix("export ").split("=", 1) for line in printed.splitlines())
    try:
        yield variables["NEO4J_URI"], Login(password=shlex.split(variables["NEO4J_PASSWORD"])[0])
    finally:
        run("stop", "--home", str(home))


def run(*arguments: str) -> str:
    command = [SCRIPT, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
