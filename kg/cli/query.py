"""``kg query``."""

import csv
import json
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli import options
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
@options.GRAPH
@click.argument("cypher", required=False)
@click.option("--file", "-f", type=click.File(encoding="utf-8"), help="Read the query from here.")
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
def query(
    graph: Path, cypher: str | None, file: Any, parameters: Row, form: str, write: bool
) -> None:
    """Ask GRAPH in CYPHER. Without --write nothing can be changed.

    \b
    Example:
      kg query graph.kg -p name=MMLU \\
        'MATCH (r:Result)-[:`ON`]->(b:Benchmark {name: $name}) RETURN r.value, b.name'
    """
    if (cypher is None) == (file is None):
        raise click.UsageError("give the query as an argument or with --file")
    with Graph(graph, writable=write) as opened:
        rows = opened.query(cypher or file.read(), **parameters)
    _WRITERS[form](rows)


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
