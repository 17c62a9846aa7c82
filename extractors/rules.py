"""The extractor ``rules``: a gazetteer and patterns, no neural network."""

from extractors.doc import as_extractor
from extractors.pipeline import RULES, build
from kg.plugins import Extractor


def load() -> Extractor:
    """The extractor, ready to use; nothing is downloaded."""
    return as_extractor(build(RULES, "rules"))
