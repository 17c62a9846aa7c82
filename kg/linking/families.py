"""Families: versions, sizes and variants of one named thing, joined to the head of the family."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.linking.names import akin_types
from kg.linking.normalise import compact, normalise
from kg.linking.units import Unit, is_coined
from kg.linking.versions import parse
from kg.schema import DATA, METHODS, EntityType

Cluster = Sequence[Unit]
Family = tuple[frozenset[EntityType], str]

_WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]|[\d.]+")
"""Words inside a coined name: ``Mo`` and ``SAM``."""
_SHORTEST_FAMILY = 2


class _Member(NamedTuple):
    """A thing with a proper name, and how many parts the name adds to that of the family.

    Sorted as heads of a family are chosen: the fewest parts, then the most papers.
    """

    depth: int
    negative_size: int
    key: str
    heading: str
    type: EntityType


def families(clusters: Mapping[str, Cluster], types: Mapping[str, EntityType]) -> dict[str, str]:
    """The head of its family for every other member, both by key.

    The head is the thing that bears the family's name (``Llama``). Where no paper names it there is
    no node for it, and the member with the fewest parts to its name stands in: every node of the
    graph is a thing that some paper names.

    Args:
        clusters: the units of every thing, by key.
        types: the type of every thing, by key.
    """
    members: dict[Family, list[_Member]] = defaultdict(list)
    for key, cluster in clusters.items():
        if types[key] in METHODS | DATA:
            for name, member in _placed(key, types[key], cluster):
                members[akin_types(types[key]), name].append(member)
    for (kind, _), family in sorted(members.items(), key=lambda item: item[0][1]):
        if len(family) == 1:
            for parent in _parents(family[0]):
                heads = members.get((kind, compact(normalise(parent))), [])
                if any(_heads(member, parent) for member in heads):
                    heads.append(family[0]._replace(depth=1))
                    break
    return {
        member.key: min(family).key
        for family in members.values()
        for member in sorted(family)[1:]
        if member.depth
    }


def _placed(key: str, kind: EntityType, cluster: Cluster) -> Iterator[tuple[str, _Member]]:
    """The family of a cluster and its place there; nothing where it has no proper name."""
    headings: Counter[str] = Counter()
    said: set[str] = set()
    for unit in cluster:
        for name in unit.names:
            said.add(name.family)
            if is_coined(name):
                headings[name.heading] += name.weight
    if not headings:
        return
    heading = min(headings, key=lambda h: (-headings[h], h))
    parts = parse(normalise(heading))
    depth = sum(map(len, parts[1:]))
    family = parts.family
    if any(said):
        family, depth = normalise(max(said)), depth + 1
    if len(family) >= _SHORTEST_FAMILY:
        yield compact(family), _Member(depth, -headings.total(), key, heading, kind)


def _heads(member: _Member, name: str) -> bool:
    """Whether ``name``, letter for letter, is that of a named thing that heads its family."""
    return not member.depth and member.type is not EntityType.METHOD and member.heading == name


def _parents(member: _Member) -> Iterator[str]:
    """Names that the heading ends or begins with, the longest first."""
    words = re.split(r"[\s-]+", member.heading)
    for size in range(len(words) - 1, 0, -1):
        yield " ".join(words[-size:])
        yield " ".join(words[:size])
    if member.type in METHODS and len(words) == 1:
        # ``MoSAM`` ends in SAM; that ``WebThinker`` ends in Thinker says nothing.
        *before, last = _WORD.findall(member.heading) or [""]
        if before and last.isupper():
            yield last
