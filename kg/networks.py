"""The graph in networkx, for its algorithms and its file formats."""

from collections.abc import Mapping

import networkx as nx

from kg.columns import row
from kg.plugins import GraphLike


def to_networkx(graph: GraphLike) -> nx.MultiDiGraph:
    """``graph`` in memory, with all that it holds.

    A node is named by its key and has its label as ``type``, a ``name``, and the columns of
    :data:`kg.columns.NODE_COLUMNS`. The key of an edge is its label; it has the columns of
    :data:`kg.columns.EDGE_COLUMNS`. What a node or an edge lacks is left out; dates are dates and
    lists are lists.
    """
    network = nx.MultiDiGraph()
    for node in graph.nodes():
        attributes = {"type": str(node.label), "name": node.name, **row(node)}
        network.add_node(attributes.pop("key"), **_present(attributes))
    for edge in graph.edges():
        network.add_edge(edge.head, edge.tail, key=edge.label, **_present(row(edge)))
    return network


def _present(attributes: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in attributes.items() if value is not None}
