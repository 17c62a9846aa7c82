"""Relations between the entities of a paper, judged by the words between and around them."""

from collections.abc import Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from extractors.linear import LinearModel, load_models
from extractors.outcomes import outcome, stated
from extractors.reading import Place, Reading
from kg.linking.normalise import normalise
from kg.records import Entity, Relation, Span
from kg.schema import DATA, METHODS, EntityType, Outcome, RelationType, allows

NONE = "NONE"
THRESHOLD = 0.2
"""Probability from which a relation is written: where F1 on the dev corpus is best."""
_MENTIONS_READ = 3
_RELATED = {
    (head, tail)
    for head in EntityType
    for tail in EntityType
    if any(allows(head, label, tail) for label in RelationType)
}


class Relations:
    """Writes ``doc._.relations``; there is a model for each kind of pair (see :func:`kind`)."""

    def __init__(self, models: Mapping[str, LinearModel]) -> None:
        self._models = models

    def __call__(self, doc: Doc) -> Doc:
        best: dict[frozenset[str], Relation] = {}
        for head, tail, key, found in candidates(doc):
            relation = self._judge(doc, head, tail, self._models[key], list(found))
            if relation is None:
                continue
            pair = frozenset((head.id, tail.id))
            if pair not in best or relation.confidence > best[pair].confidence:
                best[pair] = relation
        doc._.relations = tuple(best.values())
        return doc

    def _judge(
        self, doc: Doc, head: Entity, tail: Entity, model: LinearModel, found: list[str]
    ) -> Relation | None:
        chances = {
            label: chance
            for label, chance in zip(model.labels, model.probabilities(found), strict=True)
            if label != NONE and allows(head.type, RelationType(label), tail.type)
        }
        label = RelationType(max(chances, key=lambda name: chances[name]))
        confidence = float(chances[label]) * min(head.confidence, tail.confidence)
        if confidence < THRESHOLD:
            return None
        _, other = doc._.reading.nearest(
            doc._.reading.places[head.id], doc._.reading.places[tail.id]
        )
        sentence = doc._.reading.sentences[other.sentence]
        return Relation(
            head=head.id,
            label=label,
            tail=tail.id,
            outcome=_outcome(doc._.reading.text, sentence, head, tail)
            if label == "COMPARED_WITH"
            else None,
            evidence=sentence,
            confidence=round(confidence, 3),
        )


def _outcome(text: str, sentence: Span, head: Entity, tail: Entity) -> Outcome:
    said = stated(text, sentence, head.mentions, tail.mentions)
    return said or outcome(text[slice(*sentence)])


def candidates(doc: Doc) -> Iterator[tuple[Entity, Entity, str, Iterator[str]]]:
    """Every pair that the schema lets be related: head, tail, kind and features."""
    reading, entities = doc._.reading, doc._.entities
    main = main_contribution(doc)
    tails = {entity.id: list(_tail_features(reading, entity)) for entity in entities}
    heads = {entity.id: list(_head_features(reading, entity)) for entity in entities}
    for head in entities:
        for tail in entities:
            if head is not tail and (head.type, tail.type) in _RELATED:
                yield (
                    head,
                    tail,
                    kind(head, tail, main),
                    _features(reading, head, tail, (heads, tails)),
                )


def main_contribution(doc: Doc) -> str | None:
    """Id of the entity that is most likely the paper's own; None if there is none."""
    novelty: Mapping[str, float] = doc._.novelty
    return max(novelty, key=lambda key: novelty[key], default=None)


def kind(head: Entity, tail: Entity, main: str | None) -> str:
    """The kind of a pair: what its ends are, and whether the head is the main contribution."""
    return f"{_side(head)}-{_side(tail)} {'main' if head.id == main else 'other'}"


def _side(entity: Entity) -> str:
    if entity.type in METHODS:
        return "method"
    return "data" if entity.type in DATA else entity.type.lower()


def _features(
    reading: Reading,
    head: Entity,
    tail: Entity,
    sides: tuple[Mapping[str, list[str]], Mapping[str, list[str]]],
) -> Iterator[str]:
    yield from sides[0][head.id]
    yield from sides[1][tail.id]
    yield f"types {head.type} {tail.type}"
    one, other = reading.nearest(reading.places[head.id], reading.places[tail.id])
    yield from reading.between(one, other)
    titled = _in_title(reading.places[head.id]), _in_title(reading.places[tail.id])
    if titled[0] and titled[1]:
        yield "both in title"
        yield from (f"title: {name}" for name in reading.between(titled[0], titled[1]))


def _in_title(places: list[Place]) -> Place | None:
    return places[0] if places[0].sentence == 0 else None


def _head_features(reading: Reading, head: Entity) -> Iterator[str]:
    places = reading.places[head.id]
    yield f"head {'new' if head.new else 'old'}"
    yield f"head name {normalise(head.name)}"
    yield f"head mentions {min(len(places), 4)}"
    for name in reading.context(places[0]):
        yield f"head {name}"


def _tail_features(reading: Reading, tail: Entity) -> Iterator[str]:
    places = reading.places[tail.id]
    yield f"tail {'new' if tail.new else 'old'}"
    yield f"tail name {normalise(tail.name)}"
    yield f"tail mentions {min(len(places), 4)}"
    for place in places[:_MENTIONS_READ]:
        for name in reading.context(place):
            yield f"tail {name}"


@Language.factory("relations", requires=["doc._.entities"], assigns=["doc._.relations"])
def make_relations(nlp: Language, name: str) -> Relations:
    """The factory behind ``nlp.add_pipe("relations")``."""
    return Relations(load_models("relations"))
