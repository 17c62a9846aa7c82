"""What is found in a text, with its probability, and from which probability on it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from extractors.joint.candidates import Place, Places
from extractors.joint.schema import LABELS
from kg.schema import EntityType, Outcome, RelationType

_NEARER_THAN_USES = {RelationType.TRAINED_ON, RelationType.EVALUATED_ON, RelationType.BUILDS_ON}
"""Where one of these holds, USES says nothing more (guidelines, "Relations")."""


@dataclass(frozen=True)
class Thresholds:
    """The probabilities from which a thing is said, where F1 on the dev corpus is best.

    ``unnamed`` are log-odds: so much more must speak for a figure that is over nothing named.
    """

    entity: float
    same: float
    new: float
    result: float
    unnamed: float
    relations: Mapping[str, float]

    @classmethod
    def even(cls) -> "Thresholds":
        """What is likelier than not."""
        return cls(0.5, 0.5, 0.5, 0.5, 0.0, {str(label): 0.5 for label in LABELS})


class FoundEntity(NamedTuple):
    """An entity with the places of its mentions and their forms; ``new`` is a probability."""

    type: EntityType
    places: Places
    forms: tuple[str, ...]
    new: float
    confidence: float


class FoundRelation(NamedTuple):
    """A relation between two entities, by number."""

    head: int
    label: RelationType
    tail: int
    outcome: Outcome | None
    confidence: float


class FoundResult(NamedTuple):
    """A figure with the entity, by number, that plays each role."""

    place: Place
    subject: int | None
    on: int | None
    metric: int | None
    confidence: float


class Found(NamedTuple):
    """What one text says."""

    entities: tuple[FoundEntity, ...] = ()
    relations: tuple[FoundRelation, ...] = ()
    results: tuple[FoundResult, ...] = ()


def settle(found: Found, thresholds: Thresholds) -> Found:
    """The relations and results that are probable enough, and no USES where a nearer one holds."""
    said = [r for r in found.relations if r.confidence >= thresholds.relations[r.label]]
    nearer = {(r.head, r.tail) for r in said if r.label in _NEARER_THAN_USES}
    return Found(
        found.entities,
        tuple(r for r in said if r.label != RelationType.USES or (r.head, r.tail) not in nearer),
        tuple(result for result in found.results if result.confidence >= thresholds.result),
    )
