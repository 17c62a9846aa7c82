"""What is one step from a node, with the sentence behind each step."""

import datetime
from collections.abc import Collection

from kg.answers import Quote, Ref, Some, quotes, refs, some
from kg.errors import NotFoundError
from kg.graph import Graph
from kg.records import Record
from kg.schema import VARIANT_OF, Outcome, RelationType

LIMIT = 50
"""How many neighbours are taken, unless told."""

LABELS: tuple[str, ...] = (*RelationType, "INTRODUCES", VARIANT_OF, "MENTIONS")
"""The edges that lead to neighbours: a result is no neighbour, it is on the leaderboards."""

_LAST = {VARIANT_OF: 1, "MENTIONS": 2}
"""Edges that are many and say little."""


class Neighbour(Record):
    """A node and the edge that leads to it: an ``incoming`` one comes from the neighbour."""

    node: Ref
    label: str
    incoming: bool
    support: int
    confidence: float
    outcome: Outcome | None
    first: datetime.date | None
    last: datetime.date | None
    quote: Quote


def neighbours(
    graph: Graph, key: str, labels: Collection[str] = LABELS, limit: int = LIMIT
) -> Some[Neighbour]:
    """The neighbours of a node, the best supported first, variants and mere mentions last.

    Args:
        graph: where it is.
        key: the node's key; one that is not there has no neighbours.
        labels: only over edges of these labels.
        limit: how many to take.

    Raises:
        NotFoundError: if a label is none of :data:`LABELS`.
    """
    if unknown := sorted(set(labels) - set(LABELS)):
        raise NotFoundError(
            f"no edge is called {' or '.join(unknown)}; there are {', '.join(LABELS)}"
        )
    edges = [
        edge
        for edge in (*graph.edges(heads=[key]), *graph.edges(tails=[key]))
        if edge.label in labels
    ]

    edges.sort(
        key=lambda edge: (
            _LAST.get(edge.label, 0),
            -edge.support,
            -edge.confidence,
            LABELS.index(edge.label),
            edge.key,
        )
    )
    named = refs(graph, [edge.other_end(key) for edge in edges[:limit]])
    return some(
        edges,
        limit,
        lambda edge: Neighbour(
            node=named[edge.other_end(key)],
            label=edge.label,
            incoming=edge.head != key,
            support=edge.support,
            confidence=edge.confidence,
            outcome=edge.outcome,
            first=edge.first,
            last=edge.last,
            quote=quotes(edge.evidence, 1).items[0],
        ),
    )
