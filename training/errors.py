"""Counts the errors of an extractor on an annotated corpus by their kind.

usage: python -m training.errors EXTRACTOR TEXTS GOLD [--cases KIND]

Each thing that is annotated and not found, and each that is found and not annotated, as
:mod:`kg.scoring` compares them, is of one kind. With --cases those of one kind are listed, to be
read beside their papers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import click

from kg.annotations import Json, find_mentions
from kg.records import Span
from kg.scoring import match_entities, read_texts, relation_keys, result_keys
from training.command import execute
from training.corpus import predictions

TYPE = "another type"
CUT = "a name cut elsewhere"
COUNT = "one name for two, or two for one"
TERM = "a term in lower case"
NAME = "a name with capitals"
CONTRIBUTION = "a contribution whose entity is wrong"
NEW = "old taken for new, or new for old"
END = "a relation to a wrong entity"
USES = "USES of two right entities"
ADDRESSES = "ADDRESSES of two right entities"
RELATION = "other relations of two right entities"
GROUND = "a figure over the wrong thing"
FIGURE = "a figure"
ENTITIES = (TYPE, CUT, COUNT, TERM, NAME, CONTRIBUTION, NEW)
KINDS = (*ENTITIES, END, USES, ADDRESSES, RELATION, GROUND, FIGURE)


class Error(NamedTuple):
    """Something that is ``missed``, or else found and not annotated, and its name."""

    kind: str
    missed: bool
    what: str


@dataclass
class Side:
    """An annotation, one of two: its entities by id, their places, and those that match."""

    annotation: Json
    entities: dict[str, Json]
    mentions: Mapping[str, list[Span]]
    right: set[str]

    @classmethod
    def of(cls, annotation: Json, text: str, right: Iterable[str]) -> "Side":
        entities = {entity["id"]: entity for entity in annotation["entities"]}
        surfaces = {
            key: [" ".join(surface.split()) for surface in entity["surface"]]
            for key, entity in entities.items()
        }
        return cls(annotation, entities, find_mentions(surfaces, text), set(right))

    def name(self, key: Any) -> str:
        """The name of an end of a relation or result; a wrong one stands in a pair with a mark."""
        if key is None:
            return "nothing"
        return str(self.entities[key[1] if isinstance(key, tuple) else key]["name"])

    def new(self) -> set[str]:
        return {key for key, entity in self.entities.items() if entity.get("new")}

    def near(self, key: str, other: "Side") -> list[str]:
        """The entities of ``other`` that overlap with ``key``."""
        return [
            number
            for number, spans in other.mentions.items()
            if any(a.overlaps(b) for a in self.mentions[key] for b in spans)
        ]


def errors(gold: Json, predicted: Json, text: str) -> Iterator[Error]:
    """What ``predicted`` has wrong of a paper."""
    match = match_entities(gold["entities"], predicted["entities"])
    loose = match_entities(gold["entities"], predicted["entities"], typed=False)
    true = Side.of(gold, text, match.values())
    said = Side.of(predicted, text, match)
    retyped = {(p, g) for p, g in loose.items() if p not in said.right and g not in true.right}
    for side, other, number in ((true, said, 1), (said, true, 0)):
        typed = {pair[number] for pair in retyped}
        for key in sorted(side.entities.keys() - side.right):
            kind = TYPE if key in typed else _kind_of_entity(key, side, other)
            yield Error(kind, side is true, f"{side.entities[key]['type']} {side.name(key)}")
    back = {g: p for p, g in match.items()}
    for side, other, there in ((true, said, back), (said, true, match)):
        for key in sorted(side.new()):
            if there.get(key) not in other.new():
                kind = NEW if key in there else CONTRIBUTION
                yield Error(kind, side is true, side.name(key))
    yield from _relations(true, said, match)
    yield from _results(true, said, match)


def _kind_of_entity(key: str, side: Side, other: Side) -> str:
    near = side.near(key, other)
    if near:
        return CUT if set(near) - other.right else COUNT
    surfaces = side.entities[key]["surface"]
    return TERM if all(surface == surface.lower() for surface in surfaces) else NAME


def _relations(true: Side, said: Side, match: Mapping[str, str]) -> Iterator[Error]:
    stated = relation_keys(true.annotation, {key: key for key in true.entities})
    found = relation_keys(said.annotation, match)

    def name(end: Any) -> str:
        return said.name(end) if isinstance(end, tuple) else true.name(end)

    for missed, keys in ((True, stated - found), (False, found - stated)):
        for head, label, tail in keys:
            kind = {"USES": USES, "ADDRESSES": ADDRESSES}.get(str(label), RELATION)
            if not {head, tail} <= true.right:
                kind = END
            yield Error(kind, missed, f"{name(head)} {label} {name(tail)}")


def _results(true: Side, said: Side, match: Mapping[str, str]) -> Iterator[Error]:
    stated = result_keys(true.annotation, {key: key for key in true.entities})
    found = result_keys(said.annotation, match)
    missed, wrong = stated - found, found - stated
    for lost, these, others in ((True, missed, wrong), (False, wrong, missed)):
        left = Counter(value for value, _ in others.elements())
        for value, on in these.elements():
            kind = GROUND if left[value] > 0 else FIGURE
            left[value] -= 1
            side = said if isinstance(on, tuple) else true
            yield Error(kind, lost, f"{value} on {side.name(on)}")


@click.command(help=__doc__)
@click.argument("name")
@click.argument("texts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cases", type=click.Choice(KINDS))
def main(name: str, texts: Path, gold: Path, cases: str | None) -> None:
    known = read_texts(texts)
    counts: Counter[tuple[str, bool]] = Counter()
    for annotated, predicted in predictions(name, texts, gold):
        key = predicted["id"]
        for kind, missed, what in errors(annotated, predicted, known[key]):
            counts[kind, missed] += 1
            if kind == cases:
                click.echo(f"{key}\t{'missed' if missed else 'wrong'}\t{what}")
    if cases is None:
        click.echo("| kind of error | missed | wrong |\n|---|--:|--:|")
        for kind in sorted(KINDS, key=lambda kind: -counts[kind, True] - counts[kind, False]):
            click.echo(f"| {kind} | {counts[kind, True]} | {counts[kind, False]} |")


if __name__ == "__main__":
    execute(main)
