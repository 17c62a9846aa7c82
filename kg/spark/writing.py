"""Nodes and edges to files, each partition by its worker: Parquet, and what Neo4j imports."""

import os
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pyspark import TaskContext
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from kg.arrow import arrow_schema
from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, Columns, ColumnType, edge_from_row, node_from_row
from kg.plugins import loader
from kg.records import Edge, Node
from kg.schema import EDGE_ENDS, PAPER, RESULT, EntityType
from kg.spark.rows import Row, Rows, each_partition

_LABEL: Columns = {"label": ColumnType.STRING}
_ENDS: Columns = {"head": ColumnType.STRING, "tail": ColumnType.STRING}


def _schema(columns: Columns) -> StructType:
    return from_arrow_schema(arrow_schema({**_LABEL, **columns}))


PAPERS = _schema(NODE_COLUMNS[PAPER])
ENTITIES = _schema(NODE_COLUMNS[EntityType.METHOD])
RESULTS = _schema(NODE_COLUMNS[RESULT])
EDGES = _schema({**_ENDS, **EDGE_COLUMNS})
"""Schemas of the tables of a graph: a label, then (for an edge) its ends, then the columns."""


class Tables(NamedTuple):
    """A graph as tables of :data:`PAPERS`, :data:`ENTITIES`, :data:`RESULTS`, :data:`EDGES`."""

    papers: DataFrame
    entities: DataFrame
    results: DataFrame
    edges: DataFrame


class Size(NamedTuple):
    """How many nodes and edges there are."""

    nodes: int
    edges: int


def write_parquet(graph: Tables, folder: Path) -> Tables:
    """Write ``papers``, ``entities``, ``results`` and ``edges``, partitioned by label.

    Returns:
        The graph as it is on disk.
    """
    return Tables(
        **{
            name: _written(table, f"{folder.as_uri()}/{name}")
            for name, table in graph._asdict().items()
        }
    )


def _written(table: DataFrame, place: str) -> DataFrame:
    table.write.partitionBy("label").parquet(place)
    read = table.sparkSession.read.schema(table.schema).parquet(place)
    return read.select(*table.columns)  # the label comes last where it is part of the path


def write_import(graph: Tables, folder: Path) -> Size:
    """Write ``Model/part-00000.csv`` and so on for ``neo4j-admin database import``.

    Every partition is a graph to the loader ``csv``, so the files are those of an export in parts.
    ``README.txt`` has the command.
    """
    folder.mkdir()
    nodes = sum(_write_parts(table, folder) for table in graph[:3])
    edges = _write_parts(graph.edges, folder)
    (folder / "README.txt").write_text(_readme(folder), encoding="utf-8")
    return Size(nodes, edges)


def _write_parts(table: DataFrame, folder: Path) -> int:
    """Write the partitions of a table; the number of its rows."""
    write = partial(_write_part, folder, table.columns)
    written = each_partition(table.sortWithinPartitions("label"), write, "written long")
    (total,) = written.agg(f.sum("written")).collect()
    return int(total[0] or 0)


def _write_part(folder: Path, columns: list[str], rows: Rows) -> Iterator[Row]:
    context = TaskContext.get()
    assert context is not None
    named = (dict(zip(columns, row, strict=True)) for row in rows)
    for label, some in groupby(named, key=itemgetter("label")):
        part = _Part(label, some)
        with TemporaryDirectory(dir=folder, prefix=".part-") as scratch:
            loader("csv").load(part, Path(scratch, "export"))
            (folder / label).mkdir(exist_ok=True)
            # A task that is tried again writes the same file again.
            target = folder / label / f"part-{context.partitionId():05}.csv"
            os.replace(Path(scratch, "export", f"{label}.csv"), target)
        yield (part.written,)


class _Part:
    """Nodes or edges of one label, as a graph for a loader."""

    def __init__(self, label: str, rows: Iterator[dict[str, Any]]) -> None:
        self._label, self._rows = label, rows
        self.written = 0

    def nodes(self) -> Iterator[Node]:
        if self._label in NODE_COLUMNS:
            for row in self._counted():
                yield node_from_row(self._label, row)

    def edges(self) -> Iterator[Edge]:
        if self._label in EDGE_ENDS:
            for row in self._counted():
                yield edge_from_row(row["head"], self._label, row["tail"], row)

    def _counted(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            self.written += 1
            yield row


def _readme(folder: Path) -> str:
    """How to import what is in ``folder``; the options are those that the loader's files need."""
    there = {path.name for path in folder.iterdir()}
    lines = [
        "neo4j-admin database import full neo4j",
        "--array-delimiter=U+001F",
        "--multiline-fields=true",
        "--auto-skip-subsequent-headers=true",
        "--report-file=../import.report",
        *(rf"--nodes='{label}/part-.*\.csv'" for label in NODE_COLUMNS if label in there),
        *(rf"--relationships='{label}/part-.*\.csv'" for label in EDGE_ENDS if label in there),
    ]
    command = " \\\n    ".join(lines)
    return f"To fill a new Neo4j database, run in this folder:\n\n{command}\n"
