"""Families: versions, sizes and variants of one named thing, joined to the head of the family."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class Member(NamedTuple):
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
    graph is a thing that some paper names. The only member of a family joins the family whose
    name its own name begins or ends with, if that has a head of this name.

    Args:
        clusters: the units of every thing, by key.
        types: the type of every thing, by key.
    """
    return heads(
        found for key, cluster in clusters.items() for found in placed(key, types[key], cluster)
    )


def heads(found: Iterable[tuple[Family, Member]]) -> dict[str, str]:
    """The same from all members with the families that their names say."""
    members: dict[Family, list[Member]] = defaultdict(list)
    for family, member in found:
        members[family].append(member)
    headed = {(place, headed_name(one)) for place, group in members.items() for one in group}
    alone = [(place, group[0]) for place, group in members.items() if len(group) == 1]
    for place, member in alone:
        joined = next((parent for parent in parents(place, member) if parent in headed), None)
        if joined:
            members[joined[0]].append(member._replace(depth=1))
    return {member: head for group in members.values() for member, head in variants(group)}


def variants(family: Iterable[Member]) -> Iterator[tuple[str, str]]:
    """The members of one family, but for its head, each with the head, both by key."""
    head, *others = sorted(family)
    return ((member.key, head.key) for member in others if member.depth)


def placed(key: str, kind: EntityType, cluster: Cluster) -> Iterator[tuple[Family, Member]]:
    """The family of a cluster and its place there; nothing where it has no proper name."""
    if kind not in METHODS | DATA:
        return
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
        member = Member(depth, -headings.total(), key, heading, kind)
        yield (akin_types(kind), compact(family)), member


def headed_name(member: Member) -> str:
    """The name of the family that it is the head of, letter for letter, or empty."""
    heads = not member.depth and member.type is not EntityType.METHOD
    return member.heading if heads else ""


def parents(family: Family, member: Member) -> Iterator[tuple[Family, str]]:
    """Families that the only member of ``family`` may be of, with their names, the longest first:
    all that its heading ends or begins with.
    """
    for name in _parts(member):
        yield (family[0], compact(normalise(name))), name


def _parts(member: Member) -> Iterator[str]:
    words = re.split(r"[\s-]+", member.heading)
    for size in range(len(words) - 1, 0, -1):
        yield " ".join(words[-size:])
        yield " ".join(words[:size])
    if member.type in METHODS and len(words) == 1:
        # ``MoSAM`` ends in SAM; that ``WebThinker`` ends in Thinker says nothing.
        *before, last = _WORD.findall(member.heading) or [""]
        if before and last.isupper():
            yield last
