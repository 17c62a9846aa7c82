"""Builds the pipelines of the extractors from their registered steps."""

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

FINDERS = ("abbreviations", "gazetteer", "names", "phrases")
READERS = ("entities", "contributions", "relations", "results")


def build(steps: tuple[str, ...]) -> Language:
    """A pipeline of the steps with these names, in this order."""
    nlp = blank()
    for step in steps:
        nlp.add_pipe(step)
    return nlp
