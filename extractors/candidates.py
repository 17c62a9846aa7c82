"""Candidates for entities: every string that a source proposes, with what is known of it."""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from extractors.doc import characters, layout
from extractors.gazetteer import GROUP as GAZETTEER
from extractors.gazetteer import fold
from extractors.reading import Reading, shape
from kg.records import Span

TAGGER = "tagger"
_GROUPS = (GAZETTEER, "names", "phrases")
_MENTIONS_READ = 3


def collect(doc: Doc) -> dict[str, list[tuple[str, DocSpan]]]:
    """The distinct strings of all candidates, each with its sources and where they saw it."""
    found: dict[str, list[tuple[str, DocSpan]]] = defaultdict(list)
    for source, span in _proposals(doc):
        if "\n" not in span.text:  # nothing stands in title and abstract at once
            found[span.text].append((source, span))
    return dict(found)


def _proposals(doc: Doc) -> Iterator[tuple[str, DocSpan]]:
    yield from ((TAGGER, span) for span in doc.ents)
    for group in _GROUPS:
        yield from ((group, span) for span in doc.spans.get(group, ()))
    for pair in doc._.abbreviations:
        for role, place in zip(("short", "long"), pair, strict=True):
            span = doc.char_span(*place)
            if span is not None:
                yield role, span


def features(doc: Doc) -> Iterator[tuple[str, list[str]]]:
    """The features of every candidate, by its text."""
    found = collect(doc)
    places = {
        text: sorted({characters(span) for _, span in sources}) for text, sources in found.items()
    }
    reading = Reading(doc, places)
    evidence = {text: sorted(set(_evidence(sources))) for text, sources in found.items()}
    partners = _partners(doc)
    longer = _inside_longer(places)
    for text in found:
        own = [*evidence[text], *_form(text), *_surroundings(reading, text)]
        own += [f"partner {name}" for name in evidence.get(partners.get(text, ""), ())]
        own += [f"inside {name}" for outer in longer[text] for name in evidence[outer]]
        yield text, own


def _evidence(sources: list[tuple[str, DocSpan]]) -> Iterator[str]:
    """What the sources say of one candidate."""
    seen = {source for source, _ in sources}
    for source in (TAGGER, GAZETTEER):
        if source not in seen:
            yield f"no {source}"
    for source, span in sources:
        yield f"{source} {span.label_}"
        if source in (TAGGER, GAZETTEER):
            yield f"{source} {span.label_} {_level(span._.confidence)}"
    yield f"sources {len(seen)}"


def _level(confidence: float) -> int:
    return int(confidence * 10)


def _form(text: str) -> Iterator[str]:
    words = fold(text).split()
    yield f"shape {shape(text)}"
    yield f"words {min(len(words), 5)}"
    yield f"name {' '.join(words)}"
    yield f"first word {words[0]}"
    yield f"last word {words[-1]}"
    yield f"ending {words[-1][-3:]}"


def _surroundings(reading: Reading, text: str) -> Iterator[str]:
    places = reading.places[text]
    yield f"mentions {min(len(places), 4)}"
    yield f"first in {reading.position(places[0].sentence)}"
    for place in places[:_MENTIONS_READ]:
        yield from reading.context(place)


def _partners(doc: Doc) -> dict[str, str]:
    """The long form of each short form and the other way round."""
    text, partners = layout(doc).text, {}
    for short, long in doc._.abbreviations:
        one, other = text[slice(*short)], text[slice(*long)]
        partners[one], partners[other] = other, one
    return partners


def _inside_longer(places: dict[str, list[Span]]) -> dict[str, list[str]]:
    """The candidates that hold another one wherever it stands."""
    holders: dict[str, list[str]] = {}
    for text, spans in places.items():
        first = spans[0]
        holders[text] = [
            outer
            for outer, others in places.items()
            if len(outer) > len(text)
            and any(s <= first.start and first.end <= e for s, e in others)
        ]
    return holders
