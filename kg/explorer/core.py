"""The part of a large graph that the explorer can show and stay quick."""

from kg.graph import Graph
from kg.plugins import GraphLike
from kg.schema import EntityType
from kg.selection import select

LIMIT = 20_000
"""Nodes with which a page still opens and moves at once."""


def core(graph: Graph, limit: int = LIMIT) -> GraphLike:
    """``graph`` itself if it has at most ``limit`` nodes, else its best-supported part.

    That is as many of the entities that most papers name as fit with the papers that say something
    of them (see :func:`kg.selection.select`).
    """
    nodes, _ = graph.size()
    if nodes <= limit:
        return graph
    entities = limit // 4
    while True:
        part = select(graph, types=frozenset(EntityType), limit=entities)
        if len(part.keys) <= limit or entities <= 1:
            return part
        entities = entities * 3 // 4
