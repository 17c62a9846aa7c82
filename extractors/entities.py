"""Entities from candidate spans: overlaps resolved, the names of one thing brought together."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from kg.annotations import find_mentions
from kg.linking.normalise import normalise
from kg.records import Entity
from kg.schema import EntityType

SOURCES = ("gazetteer", "names")


@Language.component("entities", requires=["doc.spans"], assigns=["doc._.entities"])
def entities(doc: Doc) -> Doc:
    """Write the entities to ``doc._.entities``, in the order of their first mentions."""
    candidates = [*doc.ents, *(span for name in SOURCES for span in doc.spans.get(name, ()))]
    doc._.entities = group(doc, without_overlaps(candidates))
    return doc


def without_overlaps(candidates: Iterable[DocSpan]) -> list[DocSpan]:
    """The surest of ``candidates``, the longest of these, that do not overlap."""
    kept: list[DocSpan] = []
    taken: set[int] = set()
    order = sorted(candidates, key=lambda s: (s.start - s.end, -s._.confidence, s.start, s.label_))
    for span in order:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def group(doc: Doc, spans: list[DocSpan]) -> tuple[Entity, ...]:
    """Entities of ``spans``: one for each name, a short form with its long form."""
    keys = _same_names(doc)
    groups: dict[str, list[DocSpan]] = defaultdict(list)
    for span in spans:
        form = normalise(span.text)
        groups[keys.get(form, form)].append(span)
    surfaces = {key: dict.fromkeys(s.text for s in group) for key, group in groups.items()}
    mentions = find_mentions(surfaces, doc.text)
    found = sorted((places[0], key) for key, places in mentions.items() if places)
    return tuple(
        Entity(
            id=f"e{number}",
            type=_type(groups[key]),
            name=heading(surfaces[key]),
            surfaces=tuple(surfaces[key]),
            mentions=tuple(mentions[key]),
            confidence=round(max(span._.confidence for span in groups[key]), 3),
        )
        for number, (_, key) in enumerate(found, 1)
    )


def _same_names(doc: Doc) -> dict[str, str]:
    """Normal form of a short form to that of its long form."""
    return {
        normalise(doc.text[slice(*short)]): normalise(doc.text[slice(*long)])
        for short, long in doc._.abbreviations
    }


def _type(spans: list[DocSpan]) -> EntityType:
    """The type for which most confidence speaks."""
    votes: Counter[str] = Counter()
    for span in spans:
        votes[span.label_] += span._.confidence
    return EntityType(max(votes, key=lambda kind: (votes[kind], kind)))


def heading(surfaces: Iterable[str]) -> str:
    """The surface that the field would use as a heading.

    A short form of capitals wins over its long form; of the others the singular, with the
    capitals that most of the text uses, i.e. the shortest form, lower case first.
    """
    return min(surfaces, key=lambda s: (len(s), s.swapcase()))
