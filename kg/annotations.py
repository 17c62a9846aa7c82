"""Annotations in the corpus format: one JSON object a paper, names and types but no text.

The format is that of ``docs/schema.md``. It holds surfaces instead of offsets; spans and
evidence are found in the paper's text when it is read (:func:`from_corpus`). What an extractor
knows beyond the format travels in extra members that readers of the plain format pass over.
"""

import json
import lzma
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from kg.errors import AnnotationError
from kg.records import Annotation, Entity, Paper, Relation, Result, Span
from kg.schema import RESULT_ROLES, EntityType
from kg.sentences import sentence_at, sentence_spans
from kg.text import clean

Json = dict[str, Any]


def occurrences(surface: str, text: str) -> list[Span]:
    """Spans of ``surface``, which is not empty, in ``text`` that do not cut a word."""
    # Not by regular expressions: compiling one for each surface took a tenth of all extraction.
    found, start = [], text.find(surface)
    while start >= 0:
        end = start + len(surface)
        whole = not _cuts_word(text, start, end)
        if whole:
            found.append(Span(start, end))
        start = text.find(surface, end if whole else start + 1)
    return found


def _cuts_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start].isalnum() and _in_word(text[start - 1])) or (
        end < len(text) and text[end - 1].isalnum() and _in_word(text[end])
    )


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def find_mentions(surfaces: Mapping[str, Iterable[str]], text: str) -> dict[str, list[Span]]:
    """All mentions of entities in ``text``, the longest first where two overlap.

    Args:
        surfaces: the surfaces of each entity, by entity id.
        text: the paper's text.

    Returns:
        Spans in text order by entity id; an entity whose every mention lies inside a longer one
        has none.
    """
    found = [
        (span, key)
        for key, strings in surfaces.items()
        for surface in set(strings)
        for span in occurrences(surface, text)
    ]
    taken = [False] * len(text)
    kept: dict[str, list[Span]] = {key: [] for key in surfaces}
    for span, key in sorted(found, key=lambda item: (item[0].start - item[0].end, item)):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = [True] * (span.end - span.start)
            kept[key].append(span)
    return {key: sorted(spans) for key, spans in kept.items()}


def evidence_for(mentions: Iterable[Iterable[Span]], sentences: list[Span]) -> Span:
    """The sentence that holds most of the given entities, the earliest of these.

    The title (the first of ``sentences``) counts only where no other sentence does as well:
    it names things, but it seldom states what holds between them. Where no sentence holds more
    than one, it is one of the entity that fewest sentences name: it will say "it" of the other.
    """
    held = [{sentence_at(sentences, span.start) for span in spans} for spans in mentions]

    def rank(sentence: Span) -> tuple[int, bool, int, int]:
        named = [len(places) for places in held if sentence in places]
        return -len(named), sentence == sentences[0], min(named, default=0), sentence.start

    return min(sentences, key=rank)


def from_corpus(item: Json, paper: Paper) -> Annotation:
    """Read one object of the corpus format and find its mentions and evidence in ``paper``.

    Raises:
        AnnotationError: if it breaks the schema or names what the paper does not hold.
    """
    try:
        return _from_corpus(item, paper)
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise AnnotationError(f"annotation of {paper.id}: {_reason(error)}") from error


def _from_corpus(item: Json, paper: Paper) -> Annotation:
    sentences = sentence_spans(paper.text)
    surfaces = {e["id"]: [clean(s) for s in e["surface"]] for e in item["entities"]}
    mentions = find_mentions(surfaces, paper.text)
    lost = sorted(key for key, spans in mentions.items() if not spans)
    if lost:
        raise ValueError(f"entity {lost[0]} ({surfaces[lost[0]]}) is not in the text")
    entities = tuple(
        Entity(
            id=e["id"],
            type=e["type"],
            name=e["name"],
            surfaces=tuple(dict.fromkeys(surfaces[e["id"]])),
            mentions=tuple(mentions[e["id"]]),
            new=e.get("new", False),
            confidence=e.get("confidence", 1.0),
        )
        for e in item["entities"]
    )
    relations = []
    details = item.get("relation_details") or [{}] * len(item["relations"])
    for (head, label, tail, *outcome), detail in zip(item["relations"], details, strict=True):
        found = evidence_for([mentions[head], mentions[tail]], sentences)
        relations.append(
            Relation(
                head=head,
                label=label,
                tail=tail,
                outcome=outcome[0] if outcome else None,
                evidence=Span(*detail.get("evidence", found)),
                confidence=detail.get("confidence", 1.0),
            )
        )
    types = {entity.id: entity.type for entity in entities}
    results = tuple(
        _result(_playable(r, types), paper.text, mentions, sentences) for r in item["results"]
    )
    return Annotation(
        paper=paper.id, entities=entities, relations=tuple(relations), results=results
    )


def _playable(item: Json, types: Mapping[str, EntityType]) -> Json:
    """The result without the roles that their entities cannot play by the schema."""
    dropped = {
        role
        for role, (_, allowed) in RESULT_ROLES.items()
        if item.get(role) in types and types[item[role]] not in allowed
    }
    return {member: value for member, value in item.items() if member not in dropped}


def _result(
    item: Json, text: str, mentions: Mapping[str, list[Span]], sentences: list[Span]
) -> Result:
    value = clean(str(item["value"]))
    ends = [mentions[item[role]] for role in ("subject", "on", "metric") if item.get(role)]
    span = Span(*item["span"]) if "span" in item else nearest_value(value, text, ends)
    return Result(
        subject=item.get("subject"),
        on=item.get("on"),
        metric=item.get("metric"),
        value=value,
        span=span,
        evidence=Span(*item.get("evidence", sentence_at(sentences, span.start))),
        confidence=item.get("confidence", 1.0),
    )


def nearest_value(value: str, text: str, ends: Iterable[Sequence[Span]]) -> Span:
    """The occurrence of ``value`` in ``text`` that lies nearest to the mentions of its entities.

    Mentions are in text order. A value inside a longer number is the last choice.

    Raises:
        ValueError: if there is none.
    """
    places = [Span(*m.span()) for m in re.finditer(re.escape(value), text)]
    if not places:
        raise ValueError(f"result {value!r} is not in the text")

    starts = [[span.start for span in spans] for spans in ends]

    def distance(place: Span) -> tuple[bool, int, Span]:
        gaps = (_gap(place.start, some) for some in starts)
        return cuts_number(place, text), sum(gaps), place

    return min(places, key=distance)


def _gap(position: int, positions: Sequence[int]) -> int:
    """How far it is from ``position`` to the nearest of ``positions``, which are in order."""
    place = bisect(positions, position)
    return min(abs(position - near) for near in positions[max(0, place - 1) : place + 1])


def cuts_number(place: Span, text: str) -> bool:
    """Whether the figure at ``place`` is a part of a longer number, as ``9`` is of ``94.9``."""
    before = re.search(r"\d[.,]?$", text[max(0, place.start - 2) : place.start])
    after = re.match(r"[.,]?\d", text[place.end : place.end + 2])
    return bool(
        (before and text[place.start].isdigit()) or (after and text[place.end - 1].isdigit())
    )


def to_corpus(annotation: Annotation) -> Json:
    """The annotation as one object of the corpus format."""
    return {
        "id": annotation.paper,
        "entities": [
            {
                "id": e.id,
                "type": e.type,
                "name": e.name,
                "surface": list(e.surfaces),
                **({"new": True} if e.new else {}),
                "confidence": e.confidence,
            }
            for e in annotation.entities
        ],
        "relations": [
            [r.head, r.label, r.tail, *([r.outcome] if r.outcome else [])]
            for r in annotation.relations
        ],
        "results": [
            r.model_dump(mode="json", include=set(Result.model_fields)) for r in annotation.results
        ],
        "relation_details": [
            {"evidence": list(r.evidence), "confidence": r.confidence} for r in annotation.relations
        ],
    }


def read_annotations(path: Path) -> Iterator[Json]:
    """Objects of the corpus format from a JSON-lines file, not yet joined with their papers.

    A file whose name ends in ``.xz`` is unpacked.

    Raises:
        AnnotationError: if the file cannot be read or a line is no annotation.
    """
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _parse(line, f"{path}:{number}")
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise AnnotationError(f"cannot read annotations from {path}: {error}") from error


def _opened(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _parse(line: str, place: str) -> Json:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise AnnotationError(f"{place} is not JSON: {error}") from error
    members = ("id", "entities", "relations", "results")
    if not isinstance(item, dict) or not all(member in item for member in members):
        raise AnnotationError(
            f"{place} is no annotation: it needs the members {', '.join(members)}"
        )
    return item


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return f"{place}: {first['msg']}" if place else first["msg"]
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    return str(error)
