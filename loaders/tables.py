"""A graph as batches of rows in Arrow: from its own tables where it has them, else from records."""

from collections.abc import Iterator

import pyarrow as pa

from kg.arrow import edge_batch, node_batch
from kg.plugins import GraphLike, TabularGraph
from kg.schema import EDGE_ENDS, NODE_LABELS
from kg.store import table_of
from loaders.batches import batches

Ends = tuple[str, str, str]
"""The label of an edge's table: the edge's, its head's and its tail's."""


def node_batches(graph: GraphLike, size: int) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield (label, up to ``size`` rows of nodes)."""
    if not isinstance(graph, TabularGraph):
        for label, nodes in batches(graph.nodes(), lambda node: str(node.label), size):
            yield label, node_batch(label, nodes)
        return
    for label in map(str, NODE_LABELS):
        for table in graph.node_tables(label):
            yield from ((label, batch) for batch in _cut(table, size))


def edge_batches(graph: GraphLike, size: int) -> Iterator[tuple[Ends, pa.RecordBatch]]:
    """Yield (labels, up to ``size`` rows of edges), with the keys of the ends before the row."""
    if not isinstance(graph, TabularGraph):
        for ends, edges in batches(graph.edges(), lambda edge: table_of(edge.key), size):
            yield _plain(ends), edge_batch(edges)
        return
    for label, joined in EDGE_ENDS.items():
        for head, tail in joined:
            for table in graph.edge_tables(label, head, tail):
                yield from ((_plain((label, head, tail)), batch) for batch in _cut(table, size))


def _plain(ends: Ends) -> Ends:
    """Labels as plain strings, which members of enumerations among them are not."""
    label, head, tail = map(str, ends)
    return label, head, tail


def _cut(table: pa.Table, size: int) -> Iterator[pa.RecordBatch]:
    whole = table.combine_chunks()
    return (batch for batch in whole.to_batches(max_chunksize=size) if batch.num_rows)
