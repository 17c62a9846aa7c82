"""Clusters of units to identities: one type, one name and one key for each thing."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.linking.identity import Identity
from kg.linking.normalise import slug
from kg.linking.units import Unit
from kg.schema import EntityType

Cluster = Sequence[Unit]


def identify(clusters: Sequence[Cluster]) -> list[Identity]:
    """The identity of every cluster, in the same order.

    The type is that of most papers, the name the heading of most. Where several things have one
    name and type, that of most papers has the plain key, the others a suffix that says which they
    are: their long form, or the paper that introduces them.
    """
    found: dict[int, Identity] = {}
    taken: set[str] = set()
    for position in sorted(range(len(clusters)), key=lambda p: _rank(clusters[p])):
        cluster = clusters[position]
        kind, name = _type(cluster), _name(cluster)
        key = next(key for key in _keys(kind, name, cluster) if key not in taken)
        taken.add(key)
        found[position] = Identity(
            key=key,
            type=kind,
            name=name,
            aliases=tuple(sorted(_surfaces(cluster) - {name})),
            type_votes=dict(sorted(_votes(cluster).items())),
        )
    return [found[position] for position in range(len(clusters))]


def unit_name(unit: Unit) -> str:
    """The heading that most papers give it, or else the lexicon."""
    return _name([unit])


def _rank(cluster: Cluster) -> tuple[int, tuple[str, EntityType, str]]:
    return -sum(unit.size for unit in cluster), min(unit.key for unit in cluster)


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
    headings = Counter(name.heading for name in in_papers or names)
    return min(headings, key=lambda heading: (-headings[heading], heading))


def _surfaces(cluster: Cluster) -> set[str]:
    return {
        text for unit in cluster for name in unit.names if name.entity for text in name.surfaces
    }


def _keys(kind: EntityType, name: str, cluster: Cluster) -> Iterator[str]:
    """The plain key, then ever longer ones until one is free."""
    plain = f"{kind.lower()}:{slug(name)}"
    first = min(cluster, key=lambda unit: (-unit.size, unit.key))
    long, source = slug(first.form), slug(first.introducer)
    yield plain
    if long != slug(name):
        yield f"{plain}~{long}"
    if source:
        yield f"{plain}~{source}"
    member = min((n for unit in cluster for n in unit.names if n.entity), default=first.names[0])
    yield f"{plain}~{slug(member.paper)}-{slug(member.entity)}"
