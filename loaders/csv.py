"""A folder of CSV files for ``neo4j-admin database import``, which fills a new Neo4j database.

One file for each label of nodes and of edges, with the typed header that the importer takes
(https://neo4j.com/docs/operations-manual/current/import/). Quotes are doubled, line breaks may
stand in quoted fields, and an empty field is a missing value. ``README.txt`` has the command.
"""

import csv
import shlex
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, Columns, ColumnType, Row, Value, row
from kg.plugins import GraphLike
from kg.schema import EDGE_ENDS
from kg.writing import whole

SUFFIXES: tuple[str, ...] = ()

ARRAY_DELIMITER = "\x1f"
"""The importer knows no escape for it, so it is a character that no cleaned text holds."""

_TYPES = {
    ColumnType.STRING: "string",
    ColumnType.INTEGER: "long",
    ColumnType.FLOAT: "double",
    ColumnType.DATE: "date",
    ColumnType.STRINGS: "string[]",
    ColumnType.INTEGERS: "long[]",
    ColumnType.FLOATS: "double[]",
}


Added = Mapping[str, Callable[[Row], Value]]
"""Columns beside those of the row, by header: what each is for a row."""


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the folder ``target``."""
    write(graph, target, {})


def write(graph: GraphLike, target: Path, added: Added) -> None:
    """Write ``graph`` to the folder ``target``, with columns added to all files.

    Raises:
        LoadError: if ``target`` cannot be written.
    """
    with whole(target) as folder, ExitStack() as files:
        folder.mkdir()
        (folder / "README.txt").write_text(_readme(), encoding="utf-8")

        def table(label: str, header: list[str]) -> Any:
            path = folder / f"{label}.csv"
            stream = files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(stream)
            writer.writerow([*header, *added])
            return writer

        nodes = {label: table(label, _node_header(label)) for label in NODE_COLUMNS}
        edges = {label: table(label, _edge_header()) for label in EDGE_ENDS}
        for node in graph.nodes():
            key, *values = _fields(row(node), added)
            nodes[node.label].writerow([key, node.label, *values])
        for edge in graph.edges():
            values = _fields(row(edge), added)
            edges[edge.label].writerow([edge.head, edge.tail, edge.label, *values])


def _node_header(label: str) -> list[str]:
    _key, *columns = _typed(NODE_COLUMNS[label])
    return ["key:ID", ":LABEL", *columns]


def _edge_header() -> list[str]:
    return [":START_ID", ":END_ID", ":TYPE", *_typed(EDGE_COLUMNS)]


def _typed(columns: Columns) -> list[str]:
    return [f"{name}:{_TYPES[kind]}" for name, kind in columns.items()]


def _fields(values: Row, added: Added) -> list[str]:
    return [_field(value) for value in (*values.values(), *(of(values) for of in added.values()))]


def _field(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, list):
        return str(value)
    field = ARRAY_DELIMITER.join(str(item).replace(ARRAY_DELIMITER, " ") for item in value)
    # The importer takes one empty string for an empty list; so shall it take two.
    return field if field.strip(ARRAY_DELIMITER) else ""


def command(folder: Path | None = None) -> str:
    """The command that imports the files in ``folder`` (default: where it is run)."""
    # The importer's report would be a stranger in this folder, which the next export must replace.
    options = ["--array-delimiter=U+001F", "--multiline-fields=true"]
    options.append("--report-file=../import.report")
    options += [f"--nodes={_path(folder, label)}" for label in NODE_COLUMNS]
    options += [f"--relationships={_path(folder, label)}" for label in EDGE_ENDS]
    return " \\\n    ".join(["neo4j-admin database import full neo4j", *options])


def _path(folder: Path | None, label: str) -> str:
    return shlex.quote(str(folder / f"{label}.csv")) if folder else f"{label}.csv"


def _readme() -> str:
    return f"To fill a new Neo4j database, run in this folder:\n\n{command()}\n"
