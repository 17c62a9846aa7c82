"""The extractor ``fast``: the rules joined with a small neural tagger."""

from importlib.resources import as_file, files

from extractors.doc import as_extractor
from extractors.ner import EntityTagger
from extractors.pipeline import FAST, build
from kg.plugins import Extractor


def load() -> Extractor:
    """The extractor, ready to use; its weights ship with the package."""
    nlp = build(FAST, "fast")
    tagger = nlp.get_pipe("entity_tagger")
    assert isinstance(tagger, EntityTagger)
    with as_file(files("extractors") / "data" / "ner") as folder:
        tagger.from_disk(folder, exclude=["vocab"])
    return as_extractor(nlp)
