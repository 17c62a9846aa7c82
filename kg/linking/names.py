"""What of an entity counts for linking: its type, its heading and all its names."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.linking.abbreviations import abbreviates, without_brackets
from kg.linking.normalise import compact, normalise
from kg.records import Annotation, Entity, Paper
from kg.schema import DATA, METHODS, EntityType

_PLURAL = re.compile(r"(?<=[A-Z])s$")


class Name(NamedTuple):
    """An entity as one paper (or an entry of a lexicon) names it; all forms are normal forms.

    ``form`` is that of the heading, or of the long form of which the heading is short. ``short``
    is the short form that the paper gives of it, or empty. ``written`` is the short form, or else
    the heading, with its capitals. ``weight`` is how many papers it counts as; ``family`` that of
    which it is a member, if somebody says so.
    """

    paper: str
    entity: str
    type: EntityType
    heading: str
    surfaces: tuple[str, ...]
    form: str
    short: str
    written: str
    forms: tuple[str, ...]
    new: bool
    weight: int = 1
    family: str = ""


def akin_types(kind: EntityType) -> frozenset[EntityType]:
    """The types between which papers waver for one and the same thing."""
    return next((akin for akin in (METHODS, DATA) if kind in akin), frozenset({kind}))


def read_names(annotated: Iterable[tuple[Paper, Annotation]]) -> Iterator[Name]:
    """One name for every entity of the annotated papers."""
    for paper, annotation in annotated:
        for entity in annotation.entities:
            yield entity_name(paper.id, entity)


def entity_name(paper: str, entity: Entity) -> Name:
    """The name of ``entity`` in ``paper``."""
    heading, bracketed = without_brackets(entity.name)
    written = [heading, *entity.surfaces, *filter(None, [bracketed])]
    return make_name(paper, entity.id, entity.type, written, entity.new)


def make_name(
    paper: str, entity: str, kind: EntityType, written: list[str], new: bool = False
) -> Name:
    """A name from all ways in which it is written, the heading first.

    Args:
        paper: id of the paper.
        entity: id of the entity in the paper.
        kind: its type.
        written: the heading and all surfaces.
        new: whether the paper introduces it.
    """
    cased: dict[str, str] = {}
    for text in written:
        cased.setdefault(normalise(without_brackets(text)[0]), text)
    forms = tuple(cased)
    form, short = _long_and_short(forms)
    return Name(
        paper=paper,
        entity=entity,
        type=kind,
        heading=written[0],
        surfaces=tuple(written),
        form=form,
        short=compact(short),
        written=_PLURAL.sub("", cased[short or forms[0]]),
        forms=forms,
        new=new,
    )


def _long_and_short(forms: tuple[str, ...]) -> tuple[str, str]:
    """The long form of the first of ``forms`` and its short form, or the first and nothing."""
    heading = forms[0]
    longs = sorted((len(long), long) for long in forms if abbreviates(heading, long))
    if longs:
        return longs[0][1], heading
    shorts = sorted((len(short), short) for short in forms if abbreviates(short, heading))
    return heading, shorts[0][1] if shorts else ""
