"""Relations between entities: what the sentence of the tail says of the contribution."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.doc import sentences
from kg.records import Entity, Relation, Span
from kg.schema import BENCHMARK, DATASET, METHOD, MODEL, TASK, Outcome, RelationType, allows
from kg.sentences import sentence_at

_BETTER = re.compile(r"outperform|surpass|exceed|better than|improv\w+ (?:over|upon)|superior to")
_COMPARED = re.compile(r"compared (?:to|with)|comparable to|\bthan\b|against|baseline")
_BUILDS = re.compile(r"based on|buil(?:ds?|t|ding) (?:up)?on|extend|variant of|inspired by")
_TRAINED = re.compile(r"\b(?:pre-?|re)?train(?:ed|ing)?\b|fine-?tun")
_USES = re.compile(
    r"\b(?:us|utili[sz]|leverag|employ|combin|integrat|incorporat|adopt|appl|via|with)"
)


@Language.component("relations", requires=["doc._.entities"], assigns=["doc._.relations"])
def relations(doc: Doc) -> Doc:
    """Write the relations of the first contribution to ``doc._.relations``."""
    heads = [entity for entity in doc._.entities if entity.new]
    if heads:
        doc._.relations = tuple(_relations_of(heads[0], doc))
    return doc


def _relations_of(head: Entity, doc: Doc) -> Iterator[Relation]:
    for tail in doc._.entities:
        if tail.id == head.id:
            continue
        for mention in tail.mentions:
            sentence = sentence_at(sentences(doc), mention.start)
            label = _label(head, tail, doc.text[slice(*sentence)], sentence.start == 0)
            if label is not None and allows(head.type, label, tail.type):
                yield Relation(
                    head=head.id,
                    label=label,
                    tail=tail.id,
                    outcome=_outcome(doc.text, sentence, label),
                    evidence=sentence,
                    confidence=0.5,
                )
                break


def _label(head: Entity, tail: Entity, sentence: str, title: bool) -> RelationType | None:
    if tail.type is TASK:
        return (
            RelationType.ADDRESSES if head.type in (METHOD, MODEL) else RelationType.BENCHMARK_FOR
        )
    if tail.type in (DATASET, BENCHMARK):
        return RelationType.TRAINED_ON if _TRAINED.search(sentence) else RelationType.EVALUATED_ON
    if _BETTER.search(sentence) or _COMPARED.search(sentence):
        return RelationType.COMPARED_WITH
    if _BUILDS.search(sentence):
        return RelationType.BUILDS_ON
    return RelationType.USES if title or _USES.search(sentence) else None


def _outcome(text: str, sentence: Span, label: RelationType) -> Outcome | None:
    if label is not RelationType.COMPARED_WITH:
        return None
    return Outcome.BETTER if _BETTER.search(text[slice(*sentence)]) else Outcome.UNSTATED
