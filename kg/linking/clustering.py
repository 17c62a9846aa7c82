"""Scored pairs to clusters: merges that the pairs between two clusters speak for as a whole."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.schema import EntityType


class Mark(NamedTuple):
    """What no two units of one cluster may differ in.

    ``numbers`` are those in its name: of a named model or dataset, or wherever there are any
    (``Llama 3`` is not ``Llama``, ``3D`` not ``2D reconstruction``); None where there are none
    that would matter.
    """

    kind: frozenset[EntityType]
    numbers: tuple[str, ...] | None


CERTAIN = 500.0
"""Log-odds that no reckoning reaches, only a person's decision: marks do not count against it."""


def cluster(weights: Iterable[tuple[int, int, float]], marks: Sequence[Mark]) -> list[int]:
    """Merge units as long as more speaks for a merge than against it.

    Greedy additive edge contraction (Keuper et al., "Efficient decomposition of image and mesh
    graphs by lifted multicuts", ICCV 2015): the pair of clusters with the highest sum of log-odds
    between them merges first. A chain of merges therefore has to answer to every pair along it,
    and a pair that must not be (minus infinity) keeps its clusters apart for good.

    Args:
        weights: pairs of units with the log-odds that they are one thing.
        marks: the mark of every unit.

    Returns:
        For every unit the smallest unit of its cluster.
    """
    between: dict[int, dict[int, float]] = defaultdict(dict)
    queue = []
    for one, other, weight in sorted(weights):
        between[one][other] = between[other][one] = weight
        if weight > 0:
            queue.append((-weight, one, other))
    heapq.heapify(queue)
    marked = list(marks)
    parent = list(range(len(marks)))
    while queue:
        negative, one, other = heapq.heappop(queue)
        if between[one].get(other) != -negative:
            continue  # the clusters have changed since
        mark = _merged(marked[one], marked[other], -negative)
        if mark is None:
            continue
        parent[other] = one
        marked[one] = mark
        for third, weight in _contract(between, one, other):
            heapq.heappush(queue, (-weight, min(one, third), max(one, third)))
    for unit in range(len(parent)):
        parent[unit] = parent[parent[unit]]
    return parent


def _merged(one: Mark, other: Mark, weight: float) -> Mark | None:
    """The mark of both clusters together, None if they must not be."""
    numbers = one.numbers if other.numbers is None else other.numbers
    differ = one.numbers is not None and one.numbers != numbers
    if one.kind != other.kind or (differ and weight < CERTAIN):
        return None
    return Mark(one.kind, numbers)


def _contract(
    between: dict[int, dict[int, float]], one: int, other: int
) -> Iterable[tuple[int, float]]:
    """Give the pairs of ``other`` to ``one``; the sums above 0 that changed."""
    changed = []
    for third, weight in between.pop(other).items():
        del between[third][other]
        if third == one:
            continue
        total = round(between[one].get(third, 0.0) + weight, 6)
        between[one][third] = between[third][one] = total
        if total > 0:
            changed.append((third, total))
    return changed
