"""Names that the field knows, learned from annotated abstracts (``training/gazetteer.py``)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

import extractors.doc  # noqa: F401  (span._.confidence)

GROUP = "gazetteer"


class Entry(NamedTuple):
    """A known name: its usual type, and how often a mention of it is an entity of that type."""

    name: str
    type: str
    rate: float

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> "Entry":
        """From a line of the data file; one more other use is counted, so no rate is one."""
        kind, count = max(line["types"].items(), key=lambda item: (item[1], item[0]))
        total = sum(line["types"].values()) + line["other"] + 1
        return cls(line["name"], kind, count / total)


def fold(name: str) -> str:
    """``name`` with common nouns in lower case; words of inner capitals (``SAM``) keep theirs."""
    return " ".join(word if word[1:] != word[1:].lower() else word.lower() for word in name.split())


def read_entries() -> list[dict[str, Any]]:
    """The lines of the data file that ships with the package."""
    text = (files("extractors") / "data" / "gazetteer.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


class Gazetteer:
    """Finds known names; the longest where two overlap."""

    def __init__(self, nlp: Language, lines: Iterable[dict[str, Any]]) -> None:
        self._entries = {line["name"]: Entry.of(line) for line in lines}
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._matcher.add(GROUP, [nlp.make_doc(name) for name in self._entries])

    def matches(self, doc: Doc) -> Iterator[tuple[Span, Entry]]:
        """Spans of known names with their entries."""
        found = [s for s in self._matcher(doc, as_spans=True) if fold(s.text) in self._entries]
        for span in filter_spans(found):
            yield span, self._entries[fold(span.text)]

    def __call__(self, doc: Doc) -> Doc:
        write(doc, self.matches(doc))
        return doc


def write(doc: Doc, matches: Iterable[tuple[Span, Entry]]) -> None:
    """Write known names to ``doc.spans["gazetteer"]``."""
    spans = []
    for match, entry in matches:
        span = Span(doc, match.start, match.end, label=entry.type)
        span._.confidence = entry.rate
        spans.append(span)
    doc.spans[GROUP] = spans


@Language.factory("gazetteer", assigns=["doc.spans"])
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """The factory behind ``nlp.add_pipe("gazetteer")``: writes ``doc.spans["gazetteer"]``."""
    return Gazetteer(nlp, read_entries())
