"""A folder of CSV files for ``neo4j-admin database import``, which fills a new Neo4j database.

One file for each label of nodes and of edges, with the typed header that the importer takes
(https://neo4j.com/docs/operations-manual/current/import/). Quotes are doubled, line breaks may
stand in quoted fields, and an empty field is a missing value. ``README.txt`` has the command.
"""

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, Columns, ColumnType, Value, row
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


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the folder ``target``."""
    with whole(target) as folder, ExitStack() as files:
        folder.mkdir()
        (folder / "README.txt").write_text(_readme(), encoding="utf-8")

        def table(label: str, header: list[str]) -> Any:
            path = folder / f"{label}.csv"
            stream = files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(stream)
            writer.writerow(header)
            return writer

        nodes = {label: table(label, _node_header(label)) for label in NODE_COLUMNS}
        edges = {label: table(label, _edge_header()) for label in EDGE_ENDS}
        for node in graph.nodes():
            key, *values = map(_field, row(node).values())
            nodes[node.label].writerow([key, node.label, *values])
        for edge in graph.edges():
            values = [_field(value) for value in row(edge).values()]
            edges[edge.label].writerow([edge.head, edge.tail, edge.label, *values])


def _node_header(label: str) -> list[str]:
    _key, *columns = _typed(NODE_COLUMNS[label])
    return ["key:ID", ":LABEL", *columns]


def _edge_header() -> list[str]:
    return [":START_ID", ":END_ID", ":TYPE", *_typed(EDGE_COLUMNS)]


def _typed(columns: Columns) -> list[str]:
    return [f"{name}:{_TYPES[kind]}" for name, kind in columns.items()]


def _field(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, list):
        return str(value)
    field = ARRAY_DELIMITER.join(str(item).replace(ARRAY_DELIMITER, " ") for item in value)
    # The importer takes one empty string for an empty list; so shall it take two.
    return field if field.strip(ARRAY_DELIMITER) else ""


def _readme() -> str:
    options = ["--array-delimiter=U+001F", "--multiline-fields=true"]
    options += [f"--nodes={label}.csv" for label in NODE_COLUMNS]
    options += [f"--relationships={label}.csv" for label in EDGE_ENDS]
    command = " \\\n    ".join(["neo4j-admin database import full neo4j", *options])
    return f"To fill a new Neo4j database, run in this folder:\n\n{command}\n"
