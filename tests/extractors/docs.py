"""Documents whose entities are known, for the steps that come after finding them."""

from spacy.tokens import Doc

from extractors import doc as _doc  # noqa: F401  (declares what the steps assign)
from extractors.pipeline import RULES, build
from kg.annotations import find_mentions
from kg.records import Entity

_STEPS = build(RULES, "rules")


def doc_of(text: str, *entities: str) -> Doc:
    """``text`` cut into tokens, with ``entities`` (``"Method OwlNet|owl network"``).

    The words behind ``|`` are further surfaces of the same entity; its id is its name.
    """
    doc = _STEPS.make_doc(text)
    surfaces = {}
    types = {}
    for entity in entities:
        kind, _, names = entity.partition(" ")
        name = names.split("|")[0]
        surfaces[name], types[name] = names.split("|"), kind
    doc._.entities = tuple(
        Entity(id=name, type=types[name], name=name, surfaces=surfaces[name], mentions=spans)
        for name, spans in find_mentions(surfaces, text).items()
    )
    return doc


def run(doc: Doc, *steps: str) -> Doc:
    """``doc`` after the shipped ``steps`` of the pipeline ``rules``."""
    for step in steps:
        doc = _STEPS.get_pipe(step)(doc)
    return doc
