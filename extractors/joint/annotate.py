"""Findings, which count in words and numbers, as records, which count in characters and ids."""

from extractors.entities import heading
from extractors.joint.calibration import Calibration
from extractors.joint.candidates import Place
from extractors.joint.findings import Found, FoundEntity
from extractors.joint.text import Document
from extractors.outcomes import outcome, stated
from kg.annotations import evidence_for
from kg.records import Annotation, Entity, Relation, Result, Span
from kg.schema import Outcome
from kg.sentences import sentence_at


def annotate(
    paper: str, document: Document, found: Found, new: float, calibration: Calibration
) -> Annotation:
    """The annotation of the paper with the id ``paper``; ``new`` is the threshold of that flag."""
    sentences = [Span(*span) for span in document.sentences.tolist()]
    entities = [
        _entity(f"e{number}", document, entity, new, calibration)
        for number, entity in enumerate(found.entities, 1)
    ]
    mentions = [entity.mentions for entity in entities]

    def key(number: int | None) -> str | None:
        return None if number is None else entities[number].id

    relations = []
    for relation in found.relations:
        ends = relation.head, relation.tail
        evidence = evidence_for([mentions[end] for end in ends], sentences)
        relations.append(
            Relation(
                head=entities[relation.head].id,
                label=relation.label,
                tail=entities[relation.tail].id,
                outcome=relation.outcome
                and (
                    stated(document.text, evidence, *(mentions[end] for end in ends))
                    or _unless_no_better(relation.outcome, document.text[slice(*evidence)])
                ),
                evidence=evidence,
                confidence=calibration.of("relation", relation.confidence),
            )
        )
    results = []
    for result in found.results:
        span = _characters(document, result.place)
        results.append(
            Result(
                subject=key(result.subject),
                on=key(result.on),
                metric=key(result.metric),
                value=document.text[slice(*span)],
                span=span,
                evidence=sentence_at(sentences, span.start),
                confidence=calibration.of("result", result.confidence),
            )
        )
    return Annotation(
        paper=paper, entities=tuple(entities), relations=tuple(relations), results=tuple(results)
    )


def _unless_no_better(found: Outcome, sentence: str) -> Outcome:
    """What the model ``found``, unless words of the sentence say that the head was no better.

    Four of five comparisons in abstracts end well for the head, so the model seldom doubts it.
    """
    said = outcome(sentence)
    return said if said in (Outcome.SIMILAR, Outcome.WORSE) else found


def _entity(
    key: str, document: Document, entity: FoundEntity, new: float, calibration: Calibration
) -> Entity:
    mentions = tuple(_characters(document, place) for place in entity.places)
    surfaces = tuple(dict.fromkeys(document.text[slice(*mention)] for mention in mentions))
    return Entity(
        id=key,
        type=entity.type,
        name=heading(surfaces),
        surfaces=surfaces,
        mentions=mentions,
        new=entity.new >= new,
        confidence=calibration.of("entity", entity.confidence),
    )


def _characters(document: Document, place: Place) -> Span:
    first, last = place
    return Span(int(document.words[first, 0]), int(document.words[last, 1]))
