"""The spaCy ``Doc`` as the steps of an extractor share it, and its way to an ``Annotation``.

A step is a pipeline component. It reads what the steps before it have written and writes one thing:

======================  =====================================================================
``doc.ents``            entities that the tagger found, with ``span._.confidence``
``doc.spans[...]``      candidates of the other sources, with ``span._.confidence``
``doc._.abbreviations`` pairs of a short and a long form that the text itself gives
``doc._.entities``      :class:`kg.records.Entity`, each with all its mentions
``doc._.relations``     :class:`kg.records.Relation`
``doc._.results``       :class:`kg.records.Result`
======================  =====================================================================
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from kg.plugins import Extractor
from kg.records import Annotation, Paper, Span
from kg.sentences import sentence_spans

MAX_CHARACTERS = 10_000
"""Where reading ends: an abstract is shorter, and what is longer would take time without bound."""

for _name in ("entities", "relations", "results", "abbreviations"):
    Doc.set_extension(_name, default=(), force=True)
for _name in ("novelty", "reading"):
    Doc.set_extension(_name, default=None, force=True)
DocSpan.set_extension("confidence", default=1.0, force=True)


class Layout(NamedTuple):
    """What every step looks up in a text, made once: spaCy makes it anew at each access."""

    text: str
    words: list[str]
    """The tokens in lower case."""
    sentences: list[Span]
    """The title first, as character spans."""
    sentence_of: list[int]
    """The index of the sentence of each token."""


def layout(doc: Doc) -> Layout:
    """The layout of ``doc``."""
    if "layout" not in doc.user_data:
        text = doc.text
        sentences = sentence_spans(text)
        starts = doc.to_array("IDX").astype(int)
        sentence_of = np.searchsorted([s.start for s in sentences[1:]], starts, side="right")
        words = [token.lower_ for token in doc]
        doc.user_data["layout"] = Layout(text, words, sentences, sentence_of.tolist())
    found: Layout = doc.user_data["layout"]
    return found


def characters(span: DocSpan) -> Span:
    """The character span of a span of tokens."""
    return Span(span.start_char, span.end_char)


def to_annotation(doc: Doc, paper: str) -> Annotation:
    """What the steps found in ``doc``, as the annotation of the paper with the id ``paper``."""
    return Annotation(
        paper=paper,
        entities=tuple(doc._.entities),
        relations=tuple(doc._.relations),
        results=tuple(doc._.results),
    )


def as_extractor(nlp: Language, batch_size: int = 64) -> Extractor:
    """A pipeline as an extractor that streams: it holds ``batch_size`` papers at a time."""

    def extract(papers: Iterable[Paper]) -> Iterator[Annotation]:
        texts = ((paper.text[:MAX_CHARACTERS], paper.id) for paper in papers)
        for doc, paper in nlp.pipe(texts, as_tuples=True, batch_size=batch_size):
            yield to_annotation(doc, paper)

    return extract
