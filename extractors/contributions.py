"""Which entities a paper contributes: cue phrases around their first mentions."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.records import Entity

_PROPOSAL = re.compile(
    r"\b(?:we|paper|work|article|study)\b[^.]{0,40}\b(?:propos|introduc|present|develop|releas|"
    r"design|contribut)\w*[^.]{0,60}$|\b(?:called|named|dubbed|termed)\W*$",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"\s*(?:\([^()]*\))?,? (?:an?|the first|our) ")


@Language.component("contributions", requires=["doc._.entities"], assigns=["doc._.entities"])
def contributions(doc: Doc) -> Doc:
    """Mark the entities of ``doc._.entities`` that the paper contributes as new."""
    doc._.entities = tuple(
        entity.model_copy(update={"new": is_contribution(entity, doc.text)})
        for entity in doc._.entities
    )
    return doc


def is_contribution(entity: Entity, text: str) -> bool:
    """Whether a cue says that the paper proposes ``entity``; only coined names can be."""
    if not any(char.isupper() for char in entity.name[1:]):
        return False
    if text[entity.mentions[0].end :].startswith(": ") and entity.mentions[0].start == 0:
        return True
    return any(
        _PROPOSAL.search(text[max(0, start - 120) : start])
        and (text[:start].rstrip("\"'` ")[-1:].isalpha())
        and len(text[:start].rsplit(". ", 1)[-1].split()) < 15
        for start, _ in entity.mentions
    )
