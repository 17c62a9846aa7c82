"""Builds the pipelines of the extractors from their registered steps."""

from collections.abc import Iterable

from spacy.language import Language

from extractors import (  # noqa: F401  (each registers its step)
    abbreviations,
    contributions,
    entities,
    gazetteer,
    names,
    ner,
    phrases,
    relations,
    results,
)
from extractors.tokenizer import blank

RULES = ("abbreviations", "gazetteer", "names", "phrases")
"""Steps that propose entities without a neural network."""
FAST = ("abbreviations", "gazetteer", "names", "entity_tagger")
"""The same with the tagger, which makes the phrases needless."""


def build(finders: Iterable[str], model: str) -> Language:
    """A pipeline that proposes by ``finders`` and judges entities by the weights for ``model``."""
    nlp = blank()
    for step in finders:
        nlp.add_pipe(step)
    nlp.add_pipe("entities", config={"model": model})
    for step in ("contributions", "relations", "results"):
        nlp.add_pipe(step)
    return nlp
