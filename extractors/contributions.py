"""Which entities a paper contributes, judged by the words around their mentions."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.linear import LinearModel, load_models
from extractors.reading import Reading, shape
from kg.linking.normalise import normalise
from kg.records import Entity

NEW = "new"
THRESHOLD = 0.3
"""Probability from which an entity counts as contributed: where F1 on the dev corpus is best."""
_MENTIONS_READ = 4


class Contributions:
    """Marks new entities and writes every entity's probability of it to ``doc._.novelty``."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model
        self._column = model.labels.index(NEW)

    def __call__(self, doc: Doc) -> Doc:
        reading = Reading(doc, {entity.id: entity.mentions for entity in doc._.entities})
        doc._.reading = reading
        doc._.novelty = {
            entity.id: float(self._model.probabilities(features(reading, entity))[self._column])
            for entity in doc._.entities
        }
        doc._.entities = tuple(
            entity.model_copy(update={"new": doc._.novelty[entity.id] >= THRESHOLD})
            for entity in doc._.entities
        )
        return doc


def features(reading: Reading, entity: Entity) -> Iterator[str]:
    """What speaks for or against ``entity`` being the paper's own."""
    places = reading.places[entity.id]
    yield f"type {entity.type}"
    yield f"shape {shape(entity.name)}"
    yield f"mentions {min(len(places), 5)}"
    yield f"first in {reading.position(places[0].sentence)}"
    yield f"last word {normalise(entity.surfaces[0]).split()[-1]}"
    yield f"name {normalise(entity.name)}"
    if len(entity.surfaces) > 1:
        yield "several surfaces"
    titled = [place for place in places if place.sentence == 0]
    if titled:
        yield "in title"
        yield f"in title, {shape(entity.name)}"
        if titled[0].start == 0:
            yield "title begins"
            after = reading.words[titled[0].end : titled[0].end + 1]
            yield f"title begins, then {after}"
    for place in places[:_MENTIONS_READ]:
        yield from reading.context(place)


@Language.factory("contributions", requires=["doc._.entities"], assigns=["doc._.entities"])
def make_contributions(nlp: Language, name: str) -> Contributions:
    """The factory behind ``nlp.add_pipe("contributions")``."""
    return Contributions(load_models("contributions")[NEW])
