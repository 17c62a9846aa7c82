"""The linker: entities of all papers to things."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.linking.identity import Identity, Links
from kg.linking.normalise import normalise, slug
from kg.records import Annotation, Paper
from kg.schema import KINDS, EntityType

Member = tuple[str, str, EntityType, str, tuple[str, ...]]
"""Paper id, entity id, type, name, surfaces: what of an entity counts for linking."""


def link(annotated: Iterable[tuple[Paper, Annotation]]) -> Links:
    """Decide which entities of all papers are one thing.

    Entities are one thing if their names have the same normal form; a short form that stands
    alone joins the long form that other papers pair it with, if there is only one.

    Args:
        annotated: every paper with its annotation, in any order.

    Returns:
        The same links for the same papers in any order.
    """
    members: list[Member] = [
        (paper.id, entity.id, entity.type, entity.name, entity.surfaces)
        for paper, annotation in annotated
        for entity in annotation.entities
    ]
    long_forms = _long_forms(members)
    groups: dict[tuple[frozenset[EntityType], str], list[Member]] = defaultdict(list)
    for member in members:
        form = normalise(member[3])
        groups[KINDS[member[2]], long_forms.get(form, form)].append(member)
    identities, keys = {}, {}
    for group in groups.values():
        identity = _identity(group)
        identities[identity.key] = identity
        keys.update({(paper, entity): identity.key for paper, entity, *_ in group})
    return Links(identities, keys)


def _long_forms(members: list[Member]) -> dict[str, str]:
    """The long form of every short one (both normal) that has only one, judged over all papers."""
    pairs: dict[str, set[str]] = defaultdict(set)
    for *_, name, surfaces in members:
        for short, long in _pairs(name, surfaces):
            pairs[short].add(long)
    return {short: next(iter(longs)) for short, longs in pairs.items() if len(longs) == 1}


def _pairs(name: str, surfaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    forms = {normalise(form) for form in (name, *surfaces)}
    for short in forms:
        for long in forms:
            if " " not in short and len(short) > 1 and _initials_fit(short, long):
                yield short, long


def _initials_fit(short: str, long: str) -> bool:
    words = long.split()
    return len(words) > 1 and short == "".join(word[0] for word in words)


def _identity(group: list[Member]) -> Identity:
    votes: Counter[EntityType] = Counter()
    for _, kind, _ in {(paper, kind, entity) for paper, entity, kind, *_ in group}:
        votes[kind] += 1
    kind = min(votes, key=lambda k: (-votes[k], k))
    forms = Counter(form for *_, name, surfaces in group for form in (name, *surfaces))
    titles = Counter(name for *_, name, _ in group)
    name = min(titles, key=lambda n: (-titles[n], n))
    return Identity(
        key=f"{kind.lower()}:{slug(name)}",
        type=kind,
        name=name,
        aliases=tuple(sorted(set(forms) - {name})),
        type_votes=dict(sorted(votes.items())),
    )
