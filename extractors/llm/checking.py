"""What of an answer the text bears out: the rest is dropped, and counted by its kind."""

from collections import Counter
from collections.abc import Mapping, Sequence

from extractors.entities import heading
from extractors.llm.answer import MALFORMED, Answer, Figure, Statement, Thing
from kg.annotations import cuts_number, evidence_for, find_mentions, nearest_value
from kg.records import Annotation, Entity, Paper, Relation, Result, Span
from kg.schema import RESULT_ROLES, Outcome, RelationType, allows
from kg.sentences import sentence_at, sentence_spans
from kg.text import clean

UNFOUND_NAME = "names that are not in the text"
UNFOUND_ENTITY = "entities without a name in the text"
NO_ENDS = "relations between things that are not in the text"
NOT_ALLOWED = "relations that the schema does not allow"
NO_EVIDENCE = "relations whose sentence names neither end"
UNFOUND_VALUE = "results whose value is not in the text"
TAKEN_VALUE = "results whose value is another one's"
NO_ROLES = "results of things that are not in the text"

Known = Mapping[str, Entity]
"""The entities that stand, by the ids that the model gave them."""


class _DroppedError(Exception):
    """Why a part of an answer does not stand."""


def annotation_of(answer: Answer, paper: Paper, dropped: Counter[str]) -> Annotation:
    """The part of ``answer`` that holds for ``paper``, with its places in the text.

    Names and values must stand in the text, a value for one result alone; relations must be
    allowed by the schema, and the sentence that is said to state one must name one of its ends.
    What is dropped is counted in ``dropped``, by its kind.
    """
    known = _entities(answer.entities, paper.text, dropped)
    sentences = sentence_spans(paper.text)
    relations: dict[tuple[str, RelationType, str], Relation] = {}
    for statement in answer.relations:
        try:
            relation = _relation(statement, known, sentences)
            relations.setdefault((relation.head, relation.label, relation.tail), relation)
        except _DroppedError as reason:
            dropped[str(reason)] += 1
    results: list[Result] = []
    for figure in answer.results:
        try:
            result = _result(figure, known, sentences, paper.text)
            if any(result.span.overlaps(other.span) for other in results):
                raise _DroppedError(TAKEN_VALUE)
            results.append(result)
        except _DroppedError as reason:
            dropped[str(reason)] += 1
    return Annotation(
        paper=paper.id,
        entities=tuple(known.values()),
        relations=tuple(relations.values()),
        results=tuple(results),
    )


def _entities(things: Sequence[Thing], text: str, dropped: Counter[str]) -> dict[str, Entity]:
    given: dict[str, Thing] = {}
    for thing in things:
        if given.setdefault(thing.id, thing) is not thing:
            dropped[MALFORMED] += 1
    names = {key: set(filter(None, map(clean, thing.names))) for key, thing in given.items()}
    known: dict[str, Entity] = {}
    for key, mentions in find_mentions(names, text).items():
        surfaces = tuple(dict.fromkeys(text[slice(*mention)] for mention in mentions))
        dropped[UNFOUND_NAME] += len(names[key]) - len(surfaces)
        if not surfaces:
            dropped[UNFOUND_ENTITY] += 1
            continue
        known[key] = Entity(
            id=f"e{len(known) + 1}",
            type=given[key].type,
            name=heading(surfaces),
            surfaces=surfaces,
            mentions=tuple(mentions),
            new=given[key].new,
        )
    return known


def _relation(statement: Statement, known: Known, sentences: list[Span]) -> Relation:
    head, tail = known.get(statement.head), known.get(statement.tail)
    if head is None or tail is None:
        raise _DroppedError(NO_ENDS)
    if head is tail or not allows(head.type, statement.relation, tail.type):
        raise _DroppedError(NOT_ALLOWED)
    compares = statement.relation is RelationType.COMPARED_WITH
    return Relation(
        head=head.id,
        label=statement.relation,
        tail=tail.id,
        outcome=(statement.outcome or Outcome.UNSTATED) if compares else None,
        evidence=_evidence(statement.sentence, head, tail, sentences),
    )


def _evidence(number: int, head: Entity, tail: Entity, sentences: list[Span]) -> Span:
    """The sentence of this number, or else one that names both ends if it names but one."""
    if not 0 <= number < len(sentences):
        raise _DroppedError(NO_EVIDENCE)
    said = sentences[number]
    best = evidence_for([head.mentions, tail.mentions], sentences)
    named, at_best = (
        sum(any(sentence.overlaps(mention) for mention in end.mentions) for end in (head, tail))
        for sentence in (said, best)
    )
    if not named:
        raise _DroppedError(NO_EVIDENCE)
    return said if named == at_best else best


def _result(figure: Figure, known: Known, sentences: list[Span], text: str) -> Result:
    owners = {
        role: known[key]
        for role, (_, types) in RESULT_ROLES.items()
        if (key := getattr(figure, role)) in known and known[key].type in types
    }
    if not owners:
        raise _DroppedError(NO_ROLES)
    value = clean(figure.value)
    if not any(char.isdigit() for char in value) or value not in text:
        raise _DroppedError(UNFOUND_VALUE)
    span = nearest_value(value, text, [entity.mentions for entity in owners.values()])
    if cuts_number(span, text):
        raise _DroppedError(UNFOUND_VALUE)
    return Result(
        **{role: entity.id for role, entity in owners.items()},
        value=value,
        span=span,
        evidence=sentence_at(sentences, span.start),
    )
