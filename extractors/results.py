"""Reported figures: numbers near the names of benchmarks and metrics."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.doc import sentences
from kg.records import Entity, Result, Span
from kg.schema import BENCHMARK, DATASET, METRIC, TASK, EntityType

_FIGURE = re.compile(
    r"(?<![\w.\-])[+-]?\d+(?:\.\d+)?\s?(?:\\?%|x\b|×)(?: (?:relative|points))?"
    r"|(?<![\w.\-])[+-]?\d+\.\d+(?![\w.])"
)


@Language.component("results", requires=["doc._.entities"], assigns=["doc._.results"])
def results(doc: Doc) -> Doc:
    """Write the figures of sentences that name a metric or benchmark to ``doc._.results``."""
    doc._.results = tuple(_results(doc))
    return doc


def _results(doc: Doc) -> Iterator[Result]:
    text = doc.text
    subject = next((e.id for e in doc._.entities if e.new and e.type in ("Method", "Model")), None)
    for sentence in sentences(doc):
        for match in _FIGURE.finditer(text, *sentence):
            metric = _nearest(doc, sentence, match.start(), {METRIC})
            ground = _nearest(doc, sentence, match.start(), {BENCHMARK, DATASET, TASK})
            if metric or ground:
                yield Result(
                    subject=subject,
                    on=ground.id if ground else None,
                    metric=metric.id if metric else None,
                    value=match.group(),
                    span=Span(*match.span()),
                    evidence=sentence,
                    confidence=0.5,
                )


def _nearest(doc: Doc, sentence: Span, position: int, types: set[EntityType]) -> Entity | None:
    """The entity of one of ``types`` in ``sentence`` that is nearest to ``position``."""
    near = [
        (abs(start - position), entity.id, entity)
        for entity in doc._.entities
        if entity.type in types
        for start, _ in entity.mentions
        if sentence.start <= start < sentence.end
    ]
    return min(near)[2] if near else None
