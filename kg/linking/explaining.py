"""Merges with their reasons, so that a person can look over what the linker did."""

from collections.abc import Iterable, Mapping, Sequence

from kg.linking.identity import Merge
from kg.linking.naming import unit_name
from kg.linking.scoring import Scored, probability, reasons
from kg.linking.units import Unit


def merges_of(
    clusters: Mapping[str, Sequence[Unit]],
    units: Sequence[Unit],
    scored: Iterable[Scored],
) -> tuple[Merge, ...]:
    """Why the units of every cluster hang together: of all scored pairs the likeliest that do.

    Args:
        clusters: the units of every thing, by node key.
        units: all units, as ``scored`` counts them.
        scored: the pairs on which the clusters were decided.

    Returns:
        One merge less than units for each cluster, the least certain first.
    """
    node = {unit.key: key for key, members in clusters.items() for unit in members}
    root = list(range(len(units)))

    def find(position: int) -> int:
        while root[position] != position:
            root[position] = root[root[position]]
            position = root[position]
        return position

    merges = []
    for pair in sorted(scored, key=lambda pair: (-pair.score, pair.one, pair.other)):
        one, other = units[pair.one], units[pair.other]
        key = node.get(one.key)
        if key is None or key != node.get(other.key) or find(pair.one) == find(pair.other):
            continue
        root[find(pair.other)] = find(pair.one)
        merges.append(
            Merge(
                key=key,
                names=(unit_name(one), unit_name(other)),
                probability=round(probability(pair.score), 4),
                reasons=reasons(pair.features),
            )
        )
    return tuple(sorted(merges, key=lambda merge: (merge.probability, merge.key, merge.names)))
