"""Files for ``neo4j-admin database import``, the fastest way into an empty database.

One CSV file for each label of nodes and of edges, with the typed header that the importer takes
(https://neo4j.com/docs/operations-manual/5/import/), mark and fingerprint included: the load that
follows finds everything as it would have written it, but for the lists that the importer takes
for missing values, which :func:`loaders.neo4j.statements.completions` puts in.
"""

import csv
import shlex
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, Columns, ColumnType, Value, row
from kg.errors import LoadError
from kg.plugins import GraphLike
from kg.schema import EDGE_ENDS
from loaders.neo4j.statements import fingerprint

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
_ADDED = ["paperkg:boolean", "fingerprint:long"]


def write_bulk(graph: GraphLike, folder: Path) -> str:
    """Write the import files of ``graph``; see :class:`kg.databases.Database`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise LoadError(f"{folder} is not empty: name a new folder")
        _write(graph, folder)
    except OSError as error:
        raise LoadError(f"cannot write {folder}: {error.strerror or error}") from error
    return command(folder)


def command(folder: Path) -> str:
    """The command that imports the files in ``folder``."""
    options = [f"--array-delimiter=U+{ord(ARRAY_DELIMITER):04X}", "--multiline-fields=true"]
    options += [f"--nodes={label}={folder / label}.csv" for label in NODE_COLUMNS]
    options += [f"--relationships={label}={folder / label}.csv" for label in EDGE_ENDS]
    return " \\\n  ".join(["neo4j-admin database import full neo4j", *map(shlex.quote, options)])


def _write(graph: GraphLike, folder: Path) -> None:
    with ExitStack() as files:

        def table(label: str, header: Iterable[str]) -> Any:
            path = folder / f"{label}.csv"
            stream = files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(header)
            return writer

        nodes = {label: table(label, _node_header(NODE_COLUMNS[label])) for label in NODE_COLUMNS}
        edges = {label: table(label, _edge_header()) for label in EDGE_ENDS}
        for node in graph.nodes():
            values = row(node)
            nodes[node.label].writerow(["true", fingerprint(values), *map(_field, values.values())])
        for edge in graph.edges():
            values = row(edge)
            fields = [edge.head, edge.tail, "true", fingerprint(values)]
            edges[edge.label].writerow([*fields, *map(_field, values.values())])


def _node_header(columns: Columns) -> Iterator[str]:
    yield from _ADDED
    for name, kind in columns.items():
        yield "key:ID" if name == "key" else f"{name}:{_TYPES[kind]}"


def _edge_header() -> Iterator[str]:
    yield from (":START_ID", ":END_ID", *_ADDED)
    for name, kind in EDGE_COLUMNS.items():
        yield f"{name}:{_TYPES[kind]}"


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ARRAY_DELIMITER.join(map(str, value))
    return str(value)
