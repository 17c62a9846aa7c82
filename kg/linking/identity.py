"""What the linker decides: which things there are, and which of them each entity is."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import Record
from kg.schema import EntityType


class Identity(Record):
    """One thing with all its names; ``type_votes`` counts the papers that gave it each type."""

    key: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    type_votes: Mapping[EntityType, int]


class Merge(Record):
    """Two names that the linker took for one thing: the node, the probability, and why."""

    key: str
    names: tuple[str, str]
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Links:
    """The linker's decisions: identities by node key, and the node key of every entity."""

    identities: Mapping[str, Identity]
    keys: Mapping[tuple[str, str], str]
    """Node key by (paper id, entity id)."""
    variants: Mapping[str, str]
    """Node key of the head of its family by the node key of every other member."""
    merges: tuple[Merge, ...]
    """Merges of different names, the least certain first."""
