"""The extractor ``accurate``: one transformer reads the abstract and answers for all of it."""

from extractors.doc import as_extractor
from extractors.joint import component  # noqa: F401  (registers its step)
from extractors.tokenizer import blank
from kg.plugins import Extractor


def load() -> Extractor:
    """The extractor, ready to use; nothing is downloaded.

    Raises:
        PluginError: if the weights are damaged.
    """
    nlp = blank()
    nlp.add_pipe("joint")
    return as_extractor(nlp)
