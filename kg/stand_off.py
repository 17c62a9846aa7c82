"""Annotations that stand off from their texts: published without them, joined with them by id.

The corpus format (:mod:`kg.annotations`) with three members more: ``text``, a hash by which the
text is known again, ``mentions`` of each entity and ``span`` of each result, which are offsets in
that text. It holds names, but no sentence.
"""

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.annotations import Json, from_corpus
from kg.records import Paper
from kg.text import clean
from kg.writing import whole

HASH = "text"
"""The member that only annotations of this form have."""

DIGITS = 16
"""Hexadecimal digits of SHA-256 that are kept: enough to see a change, and hashes do not pack."""


def digest(text: str) -> str:
    """The hash of a paper's text as readers make it: title, line break, abstract."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def strip(annotation: Json, paper: Paper) -> Json:
    """``annotation``, in the corpus format, as one that stands off from ``paper``.

    Raises:
        AnnotationError: if it breaks the schema or names what the paper does not hold.
    """
    found = from_corpus(annotation, paper)
    entities = zip(annotation["entities"], found.entities, strict=True)
    results = zip(annotation["results"], found.results, strict=True)
    return {
        "id": paper.id,
        HASH: digest(paper.text),
        "entities": [
            {**given, "surface": list(e.surfaces), "mentions": [list(m) for m in e.mentions]}
            for given, e in entities
        ],
        "relations": annotation["relations"],
        "results": [{**given, "value": r.value, "span": list(r.span)} for given, r in results],
    }


@dataclass
class Joined:
    """Annotations whose texts are there as they were annotated, and the ids of the others.

    Attributes:
        annotations: those that can be used.
        changed: papers whose text is another one now.
        missing: papers without a text.
    """

    annotations: list[Json] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def join(annotations: Iterable[Json], texts: Mapping[str, str]) -> Joined:
    """Sort ``annotations`` by whether ``texts``, by paper id, are those that were annotated."""
    joined = Joined()
    for item in annotations:
        text = texts.get(item["id"])
        if text is None:
            joined.missing.append(item["id"])
        elif digest(cleaned(text)) != item[HASH]:
            joined.changed.append(item["id"])
        else:
            joined.annotations.append(item)
    return joined


def cleaned(text: str) -> str:
    """Title and abstract, a line each, as readers make them."""
    return "\n".join(clean(part) for part in text.split("\n"))


def write(path: Path, annotations: Iterable[Json]) -> None:
    """Write JSON lines, packed by xz where the name says so, whole or not at all.

    Raises:
        LoadError: if ``path`` cannot be written.
    """
    lines = _lines(annotations)
    with whole(path) as made:
        if path.suffix == ".xz":
            # One stream with the highest preset: the same bytes whenever it is made again.
            made.write_bytes(lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
        else:
            with made.open("w", encoding="utf-8") as file:
                file.writelines(lines)


def _lines(annotations: Iterable[Json]) -> Iterator[str]:
    for item in annotations:
        yield json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n"
