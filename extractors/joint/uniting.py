"""Which names are one entity's: average-linkage clustering of what the model says of each pair."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from extractors.abbreviations import find_abbreviations
from extractors.joint.candidates import Places
from extractors.joint.text import Document

Pair = tuple[int, int]
"""Two numbers of names, the smaller first."""

DEFINED = 8.0
"""Log-odds that a short form in brackets is the name before it."""

UNASKED = -3.0
"""Log-odds for names of different types, which the model is not asked about."""


def definitions(document: Document, names: Mapping[int, Places]) -> set[Pair]:
    """Pairs (short form, long form) of the names that the text defines as ``long form (SF)``."""
    number_at = {place: number for number, places in names.items() for place in places}
    return {
        (number_at[short], number_at[long])
        for spans in find_abbreviations(document.text)
        if (short := document.words_at(*spans[0])) in number_at
        and (long := document.words_at(*spans[1])) in number_at
        and number_at[short] != number_at[long]
    }


def log_odds(asked: Mapping[Pair, float], defined: set[Pair]) -> dict[Pair, float]:
    """What speaks for each pair, ``asked`` of the model and corrected by what the text defines.

    A short form and its long form are one thing; two short forms, each with a definition of its
    own, are two.
    """
    weights = dict(asked)
    for short, long in defined:
        pair = min(short, long), max(short, long)
        weights[pair] = weights.get(pair, 0.0) + DEFINED
    for pair in combinations(sorted({short for short, _ in defined}), 2):
        weights[pair] = weights.get(pair, 0.0) - DEFINED
    return weights


def unite(numbers: Sequence[int], weights: Mapping[Pair, float]) -> list[list[int]]:
    """Cluster ``numbers`` by the log-odds of their pairs, above 0 for names of one thing.

    Average linkage: the two clusters whose pairs speak most for it, on the average, are joined
    first, as long as they speak for it at all. So a chain of likely pairs does not join its ends.
    """
    clusters = {number: [number] for number in numbers}

    def mean(one: int, other: int) -> float:
        pairs = ((min(a, b), max(a, b)) for a in clusters[one] for b in clusters[other])
        said = [weights.get(pair, UNASKED) for pair in pairs]
        return sum(said) / len(said)

    linked = {pair: weight for pair, weight in weights.items() if weight > 0}
    while linked:
        one, other = max(linked, key=lambda pair: (linked[pair], pair))
        clusters[one] += clusters.pop(other)
        linked = {pair: w for pair, w in linked.items() if one not in pair and other not in pair}
        for third in clusters.keys() - {one}:
            if (weight := mean(one, third)) > 0:
                linked[min(one, third), max(one, third)] = weight
    return sorted(sorted(cluster) for cluster in clusters.values())
