"""Reported results: which figures are results, and of what, on what, by which metric."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractors.figures import Figure, find_figures
from extractors.linear import LinearModel, load_models
from extractors.reading import Place, Reading
from extractors.relations import main_contribution
from kg.linking.normalise import normalise
from kg.records import Entity, Result
from kg.schema import DATA, METHODS, METRIC, TASK

YES, NO = "yes", "no"
FIGURE = "figure"
ROLES = {"subject": METHODS, "on": DATA | {TASK}, "metric": frozenset({METRIC})}
"""Types of the entities that a result may name, by role; each role has a model of its name."""
THRESHOLDS = {FIGURE: 0.45, "subject": 0.3, "on": 0.25, "metric": 0.3}
"""Probabilities from which a figure is a result and an entity has a role."""


class Link(NamedTuple):
    """An entity that may have a role for a figure, with its features."""

    entity: Entity
    features: list[str]


class Results:
    """Writes ``doc._.results``."""

    def __init__(self, models: Mapping[str, LinearModel]) -> None:
        self._models = models

    def __call__(self, doc: Doc) -> Doc:
        doc._.results = tuple(self._results(doc))
        return doc

    def _results(self, doc: Doc) -> Iterator[Result]:
        reading: Reading = doc._.reading
        for figure in find_figures(reading.text):
            place = reading.place(figure.span)
            confidence = self._chance(FIGURE, figure_features(doc, figure, place))
            if confidence >= THRESHOLDS[FIGURE]:
                ends = {role: self._best(doc, place, role) for role in ROLES}
                if any(ends.values()):
                    yield Result(
                        **ends,
                        value=figure.value,
                        span=figure.span,
                        evidence=reading.sentences[place.sentence],
                        confidence=round(confidence, 3),
                    )

    def _best(self, doc: Doc, place: Place, role: str) -> str | None:
        """Id of the entity that most likely has ``role``; None if none is likely enough."""
        chances = {
            link.entity.id: self._chance(role, link.features) for link in links(doc, place, role)
        }
        best = max(chances, key=lambda key: chances[key], default=None)
        return best if best is not None and chances[best] >= THRESHOLDS[role] else None

    def _chance(self, name: str, features: list[str]) -> float:
        model = self._models[name]
        return float(model.probabilities(features)[model.labels.index(YES)])


def figure_features(doc: Doc, figure: Figure, place: Place) -> list[str]:
    """What speaks for or against ``figure`` being a result."""
    reading: Reading = doc._.reading
    types = {
        entity.type.lower()
        for entity in doc._.entities
        for other in reading.places[entity.id]
        if other.sentence == place.sentence
    }
    return [
        f"unit {figure.unit.lower()}",
        f"sign {figure.sign}",
        f"decimal {figure.decimal}",
        f"unit {figure.unit.lower()}, decimal {figure.decimal}",
        *(f"with {kind}" for kind in types),
        *reading.context(place),
    ]


def links(doc: Doc, place: Place, role: str) -> Iterator[Link]:
    """The entities that may have ``role`` for the figure at ``place``, nearest first."""
    reading: Reading = doc._.reading
    main = main_contribution(doc)
    near = sorted(
        (
            (reading.nearest([place], reading.places[entity.id])[1], entity.id, entity)
            for entity in doc._.entities
            if entity.type in ROLES[role]
        ),
        key=lambda item: (abs(item[0].sentence - place.sentence), abs(item[0].start - place.start)),
    )
    inside = sum(other.sentence == place.sentence for other, *_ in near)
    for rank, (other, key, entity) in enumerate(near):
        yield Link(
            entity,
            [
                f"rank {min(rank, 3)}",
                f"rank {min(rank, 3)} of {min(inside, 3)} in the sentence",
                f"type {entity.type}",
                f"name {normalise(entity.name)}",
                f"{'main' if key == main else 'new' if entity.new else 'old'}",
                f"{'main' if key == main else 'other'}, {min(inside, 3)} in the sentence",
                f"mentions {min(len(reading.places[key]), 4)}",
                *(["in title"] if reading.places[key][0].sentence == 0 else []),
                *reading.between(place, other),
                *(f"its {name}" for name in reading.context(other)),
            ],
        )


@Language.factory("results", requires=["doc._.entities"], assigns=["doc._.results"])
def make_results(nlp: Language, name: str) -> Results:
    """The factory behind ``nlp.add_pipe("results")``."""
    return Results(load_models("results"))
