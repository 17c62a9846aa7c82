"""``kg query``."""

import csv
import json
import sys
from collections.abc import Iterable
from itertools import chain
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.files import TextFile
from kg.cli.login import LogIn, how_to_log_in
from kg.databases import DatabaseGraph, connect, is_address
from kg.graph import Graph

Row = dict[str, Any]


def _parameter(text: str) -> tuple[str, Any]:
    """``key=value`` to a pair; a value that reads as JSON (3, true, ["a"]) is taken as such."""
    key, found, value = text.partition("=")
    if not (found and key.isidentifier()):
        raise click.BadParameter(f"{text!r} is not of the form key=value")
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value


@click.command()
@click.argument("graph", metavar="GRAPH")
@click.argument("cypher", required=False)
@click.option("--file", "-f", "text", type=TextFile(), help="Read the query from here.")
@click.option(
    "-p",
    "--parameter",
    "parameters",
    metavar="KEY=VALUE",
    multiple=True,
    help="Set $KEY (repeatable).",
    callback=lambda _ctx, _param, texts: dict(map(_parameter, texts)),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
)
@click.option("--write", is_flag=True, help="Let the query change the graph, until the next build.")
@how_to_log_in
def query(
    graph: str,
    cypher: str | None,
    text: str | None,
    parameters: Row,
    form: str,
    write: bool,
    log_in: LogIn,
) -> None:
    """Ask GRAPH in CYPHER. Without --write nothing can be changed.

    GRAPH is a file, or the address of a Neo4j server that holds a graph (neo4j://host).

    \b
    Example:
      kg query graph.kg -p name=MMLU \\
        'MATCH (r:Result)-[:`ON`]->(b:Benchmark {name: $name}) RETURN r.value, b.name'
      kg query neo4j://localhost --file leaderboard.cypher -p benchmark=GLUE
    """
    if (cypher is None) == (text is None):
        raise click.UsageError("give the query as an argument or with --file")
    with _open(graph, log_in, writable=write) as opened:
        rows = opened.query(cypher or text or "", **parameters)
    _WRITERS[form](rows)


def _open(graph: str, log_in: LogIn, *, writable: bool) -> Graph | DatabaseGraph:
    if is_address(graph):
        return connect(graph, log_in(), writable=writable)
    return Graph(graph, writable=writable)


def _as_table(rows: list[Row]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in rows[0] if rows else ():
        table.add_column(name, overflow="fold")
    for row in rows:
        # Text, not str: names with brackets are no markup.
        table.add_row(*(Text(_cell(value)) for value in row.values()))
    Console().print(table if rows else Text("no rows"))


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def _as_json(rows: list[Row]) -> None:
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))


def _as_json_lines(rows: Iterable[Row]) -> None:
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def _as_csv(rows: list[Row]) -> None:
    lines = chain(rows[:1], ([_cell(v) for v in row.values()] for row in rows))
    csv.writer(sys.stdout, lineterminator="\n").writerows(lines)


_WRITERS = {"table": _as_table, "json": _as_json, "jsonl": _as_json_lines, "csv": _as_csv}
