"""A graph from anywhere into a graph file."""

from itertools import chain, islice
from pathlib import Path

from kg.errors import GraphError
from kg.plugins import GraphLike
from kg.replacing import replacing
from kg.store import Store

NODES_A_COPY = 5000
"""Nodes that are written at a time, so that the texts of papers need not be in memory together."""


def copy(graph: GraphLike, into: Path) -> None:
    """Write ``graph`` to the file ``into``, whole or not at all.

    Raises:
        GraphError: if ``graph`` is empty or breaks off, or the file cannot be written.
    """
    nodes = iter(graph.nodes())
    first = next(nodes, None)
    if first is None:
        raise GraphError("there is no graph of paperkg in that database")
    nodes = chain([first], nodes)
    with replacing(into) as draft, Store.create(draft) as store:
        while batch := list(islice(nodes, NODES_A_COPY)):
            store.write_nodes(batch)
        store.write_edges(graph.edges())
