"""A folder of Parquet files, one for each label of nodes and of edges, for pandas and its like."""

from contextlib import ExitStack
from pathlib import Path

import pyarrow.parquet as pq

from kg.arrow import arrow_schema, edge_batch, node_batch
from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, Columns, ColumnType
from kg.plugins import GraphLike
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
        for label, nodes in batches(graph.nodes(), lambda node: node.label, ROWS_PER_GROUP):
            writers[label].write_batch(node_batch(label, nodes))
        for label, edges in batches(graph.edges(), lambda edge: edge.label, ROWS_PER_GROUP):
            writers[label].write_batch(edge_batch(edges, ("head", "tail")))
