"""A folder of Parquet files, one for each label of nodes and of edges, for pandas and its like."""

from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.arrow import arrow_schema
from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, Columns, ColumnType, Row, row
from kg.plugins import GraphLike
from kg.records import Edge, Node
from kg.schema import EDGE_ENDS
from kg.writing import whole
from loaders.batches import batches

SUFFIXES: tuple[str, ...] = ()

ROWS_PER_GROUP = 10_000

_ENDS: Columns = {"head": ColumnType.STRING, "tail": ColumnType.STRING}


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the folder ``target``: ``Model.parquet``, ``USES.parquet`` and so on."""
    tables = {**NODE_COLUMNS, **{label: {**_ENDS, **EDGE_COLUMNS} for label in EDGE_ENDS}}
    with whole(target) as folder, ExitStack() as files:
        folder.mkdir()
        writers = {
            label: files.enter_context(
                pq.ParquetWriter(
                    folder / f"{label}.parquet", arrow_schema(columns), compression="zstd"
                )
            )
            for label, columns in tables.items()
        }
        for records in (graph.nodes(), graph.edges()):
            for label, batch in batches(records, lambda record: record.label, ROWS_PER_GROUP):
                writer = writers[label]
                rows = [_row(record) for record in batch]
                writer.write_table(pa.Table.from_pylist(rows, writer.schema))


def _row(record: Node | Edge) -> Row:
    ends = {"head": record.head, "tail": record.tail} if isinstance(record, Edge) else {}
    return {**ends, **row(record)}
