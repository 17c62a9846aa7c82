"""Clusters of units to identities: one type, one name and one key for each thing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.linking.identity import Identity
from kg.linking.normalise import slug
from kg.linking.units import Unit, UnitKey
from kg.schema import EntityType

Cluster = Sequence[Unit]


class Claim(NamedTuple):
    """A cluster's claim to a key: who comes first has the first of ``keys`` that is free.

    Only claims with the same first key can meet. Sorted by rank: the most papers come first.
    """

    negative_size: int
    first_unit: UnitKey
    keys: tuple[str, ...]


def identify(clusters: Sequence[Cluster]) -> list[Identity]:
    """The identity of every cluster, in the same order.

    The type is that of most papers, the name the heading of most. Where several things have one
    name and type, that of most papers has the plain key, the others a suffix that says which they
    are: their long form, or the paper that introduces them.
    """
    claims = [claim(cluster) for cluster in clusters]
    keys = granted(claims)
    return [identity(keys[made], cluster) for made, cluster in zip(claims, clusters, strict=True)]


def claim(cluster: Cluster) -> Claim:
    """What ``cluster`` may be called."""
    size = sum(unit.size for unit in cluster)
    return Claim(-size, min(unit.key for unit in cluster), tuple(_keys(cluster)))


def granted(claims: Iterable[Claim]) -> dict[Claim, str]:
    """The key of each claim."""
    taken: set[str] = set()
    keys: dict[Claim, str] = {}
    for made in sorted(claims):
        keys[made] = next(key for key in made.keys if key not in taken)
        taken.add(keys[made])
    return keys


def identity(key: str, cluster: Cluster) -> Identity:
    """The thing that ``cluster`` is, under its key."""
    name = _name(cluster)
    return Identity(
        key=key,
        type=_type(cluster),
        name=name,
        aliases=tuple(sorted(_surfaces(cluster) - {name})),
        type_votes=dict(sorted(_votes(cluster).items())),
    )


def unit_name(unit: Unit) -> str:
    """The heading that most papers give it, or else the lexicon."""
    return _name([unit])


def _type(cluster: Cluster) -> EntityType:
    weights: Counter[EntityType] = Counter()
    for unit in cluster:
        weights[unit.type] += unit.size
    return min(weights, key=lambda kind: (-weights[kind], kind))


def _votes(cluster: Cluster) -> Counter[EntityType]:
    votes = {(name.paper, unit.type) for unit in cluster for name in unit.names if name.entity}
    return Counter(kind for _, kind in votes)


def _name(cluster: Cluster) -> str:
    names = [name for unit in cluster for name in unit.names]
    in_papers = [name for name in names if name.entity]
    headings: Counter[str] = Counter()
    for name in in_papers or names:
        headings[name.heading] += name.weight
    return min(headings, key=lambda heading: (-headings[heading], heading))


def _surfaces(cluster: Cluster) -> set[str]:
    return {
        text for unit in cluster for name in unit.names if name.entity for text in name.surfaces
    }


def _keys(cluster: Cluster) -> Iterator[str]:
    """The plain key, then ever longer ones."""
    name = _name(cluster)
    plain = f"{_type(cluster).lower()}:{slug(name)}"
    first = min(cluster, key=lambda unit: (-unit.size, unit.key))
    long, source = slug(first.form), slug(first.introducer)
    yield plain
    if long != slug(name):
        yield f"{plain}~{long}"
    if source:
        yield f"{plain}~{source}"
    member = min((n for unit in cluster for n in unit.names if n.entity), default=first.names[0])
    yield f"{plain}~{slug(member.paper)}-{slug(member.entity)}"
