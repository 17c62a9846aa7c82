"""Annotated papers as the model learns from them: aligned with words, numbered by the schema."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from extractors.joint.candidates import Place, overlaps
from extractors.joint.gazetteer import KnownNames
from extractors.joint.schema import LABELS, OUTCOMES, ROLES, TYPES
from extractors.joint.text import Document, normal, read
from kg.records import Annotation, Paper, Span

Annotated = tuple[Paper, Annotation]


@dataclass(frozen=True)
class Value:
    """A reported figure: its words, and the entity, or -1, in each role."""

    place: Place
    roles: tuple[int, ...]


@dataclass(frozen=True)
class Example:
    """One annotated text.

    ``own`` is its part of the known names; ``groups`` has the mentions of every entity by normal
    form; ``relations`` are (head, label, tail, outcome or -1).
    """

    document: Document
    own: frozenset[str]
    types: tuple[int, ...]
    new: tuple[bool, ...]
    groups: tuple[dict[str, list[Place]], ...]
    relations: tuple[tuple[int, int, int, int], ...]
    values: tuple[Value, ...]


def tokenizer_of(encoder: Path) -> Tokenizer:
    """The tokenizer of an encoder's folder, without padding or cutting."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def count_names(papers: Sequence[Annotated], tokenizer: Tokenizer) -> KnownNames:
    """Count in how many papers each form is annotated as what, and in how many it stands at all."""
    annotated: dict[str, Counter[str]] = defaultdict(Counter)
    for _, annotation in papers:
        for item in _own(annotation):
            kind, form = item.split(" ", 1)
            annotated[form][kind] += 1
    forms = KnownNames(dict.fromkeys(annotated, ()))
    holding: Counter[str] = Counter()
    for paper, _ in papers:
        words = tokenizer.pre_tokenizer.pre_tokenize_str(paper.text)
        norms = [normal(word) for word, _ in words]
        holding.update({form for _, _, form in forms.matches(norms)})
    return KnownNames(
        {
            form: (*(kinds[kind] for kind in TYPES), max(holding[form], kinds.total()))
            for form, kinds in annotated.items()
        }
    )


def _own(annotation: Annotation) -> frozenset[str]:
    return frozenset(
        f"{entity.type} {form}"
        for entity in annotation.entities
        for form in {normal(surface) for surface in entity.surfaces} - {""}
    )


def example(annotated: Annotated, tokenizer: Tokenizer, known: KnownNames) -> Example:
    """Align a paper on which ``known`` was counted with its annotation."""
    paper, annotation = annotated
    own = _own(annotation)
    document = read(paper.text, tokenizer, known.without(own))
    index = {entity.id: number for number, entity in enumerate(annotation.entities)}
    relations = tuple(
        (
            index[relation.head],
            LABELS.index(relation.label),
            index[relation.tail],
            -1 if relation.outcome is None else OUTCOMES.index(relation.outcome),
        )
        for relation in annotation.relations
    )
    return Example(
        document,
        own,
        tuple(TYPES.index(entity.type) for entity in annotation.entities),
        tuple(entity.new for entity in annotation.entities),
        tuple(_by_form(document, entity.mentions) for entity in annotation.entities),
        relations,
        tuple(_values(document, annotation, index)),
    )


def _by_form(document: Document, mentions: Iterable[Span]) -> dict[str, list[Place]]:
    groups: dict[str, list[Place]] = defaultdict(list)
    for start, end in mentions:
        surface = document.text[start:end]
        place = document.words_at(start, end)
        if place is not None:
            groups[normal(surface) or surface].append(place)
    return dict(groups)


def _values(document: Document, annotation: Annotation, index: dict[str, int]) -> Iterable[Value]:
    taken: list[Place] = []
    for result in annotation.results:
        place = document.words_at(*result.span)
        if place is None or overlaps(place, taken):
            continue
        taken.append(place)
        ends = (getattr(result, role) for role in ROLES)
        yield Value(place, tuple(-1 if end is None else index[end] for end in ends))
