"""A folder of Parquet files, one for each label of nodes and of edges, for pandas and its like."""

from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, Columns, ColumnType, Row, row
from kg.plugins import GraphLike
from kg.records import Edge, Node
from kg.schema import EDGE_ENDS
from kg.writing import whole
from loaders.batches import batches

SUFFIXES: tuple[str, ...] = ()

ROWS_PER_GROUP = 10_000

_TYPES = {
    ColumnType.STRING: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.FLOAT: pa.float64(),
    ColumnType.DATE: pa.date32(),
    ColumnType.STRINGS: pa.list_(pa.string()),
    ColumnType.INTEGERS: pa.list_(pa.int64()),
    ColumnType.FLOATS: pa.list_(pa.float64()),
}

_ENDS: Columns = {"head": ColumnType.STRING, "tail": ColumnType.STRING}


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the folder ``target``: ``Model.parquet``, ``USES.parquet`` and so on."""
    tables = {**NODE_COLUMNS, **{label: {**_ENDS, **EDGE_COLUMNS} for label in EDGE_ENDS}}
    with whole(target) as folder, ExitStack() as files:
        folder.mkdir()
        writers = {
            label: files.enter_context(
                pq.ParquetWriter(folder / f"{label}.parquet", _schema(columns), compression="zstd")
            )
            for label, columns in tables.items()
        }
        for records in (graph.nodes(), graph.edges()):
            for label, batch in batches(records, lambda record: record.label, ROWS_PER_GROUP):
                writer = writers[label]
                rows = [_row(record) for record in batch]
                writer.write_table(pa.Table.from_pylist(rows, writer.schema))


def _schema(columns: Columns) -> pa.Schema:
    return pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])


def _row(record: Node | Edge) -> Row:
    ends = {"head": record.head, "tail": record.tail} if isinstance(record, Edge) else {}
    return {**ends, **row(record)}
