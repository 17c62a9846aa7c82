"""What the graph may hold: the types of entities, the relations between them, and their ends.

The meaning of each type and relation is written down in ``docs/schema.md``. Everything that
needs the schema (checks of annotations, tables of the store, statements of a loader, colours of
a page) is derived from here, so a change is made once.
"""

from enum import StrEnum


class EntityType(StrEnum):
    """Types of the things that abstracts name."""

    METHOD = "Method"
    MODEL = "Model"
    DATASET = "Dataset"
    BENCHMARK = "Benchmark"
    TASK = "Task"
    METRIC = "Metric"


class RelationType(StrEnum):
    """Relations between two entities of one abstract."""

    EVALUATED_ON = "EVALUATED_ON"
    TRAINED_ON = "TRAINED_ON"
    COMPARED_WITH = "COMPARED_WITH"
    BUILDS_ON = "BUILDS_ON"
    USES = "USES"
    ADDRESSES = "ADDRESSES"
    BENCHMARK_FOR = "BENCHMARK_FOR"


class Outcome(StrEnum):
    """How the head of a comparison fared against its tail."""

    BETTER = "better"
    WORSE = "worse"
    SIMILAR = "similar"
    UNSTATED = "unstated"


METHOD, MODEL, DATASET, BENCHMARK, TASK, METRIC = EntityType

METHODS = frozenset({METHOD, MODEL})
DATA = frozenset({DATASET, BENCHMARK})

Ends = tuple[frozenset[EntityType], frozenset[EntityType]]

SIGNATURES: dict[RelationType, tuple[Ends, ...]] = {
    RelationType.EVALUATED_ON: ((METHODS, DATA),),
    RelationType.TRAINED_ON: ((METHODS, DATA),),
    RelationType.COMPARED_WITH: ((METHODS, METHODS), (DATA, DATA)),
    RelationType.BUILDS_ON: ((METHODS, METHODS), (DATA, DATA)),
    RelationType.USES: ((METHODS | DATA, METHODS | {DATASET}),),
    RelationType.ADDRESSES: ((METHODS, frozenset({TASK})),),
    RelationType.BENCHMARK_FOR: ((DATA, frozenset({TASK})),),
}
"""Which types each relation may join: pairs of (head types, tail types)."""


def allows(head: EntityType, label: RelationType, tail: EntityType) -> bool:
    """Whether the schema lets ``label`` go from an entity of type ``head`` to one of ``tail``."""
    return any(head in heads and tail in tails for heads, tails in SIGNATURES[label])


_TERMS = METHODS | {TASK, METRIC}

KINDS: dict[EntityType, frozenset[EntityType]] = {
    kind: DATA if kind in DATA else _TERMS for kind in EntityType
}
"""The types that papers may give to one thing: a dataset here is a benchmark there, uncertainty
estimation a task here and a method there; nothing is both a dataset and a method.

A node has one type, that of most papers, so an edge of the graph may join whatever is of the same
kind as the ends that an annotation may join.
"""

PAPER = "Paper"
RESULT = "Result"
NODE_LABELS: tuple[str, ...] = (PAPER, *EntityType, RESULT)

VARIANT_OF = "VARIANT_OF"
"""The edge from a version, size or variant to the head of its family; the linker makes it."""

RESULT_ROLES: dict[str, tuple[str, frozenset[EntityType]]] = {
    "subject": ("OF", METHODS),
    "on": ("ON", DATA | {TASK}),
    "metric": ("MEASURED_BY", frozenset({METRIC})),
}
"""The edge of the graph for each role in a result, and the types of entities that can play it."""

_ENTITIES = tuple(EntityType)


def _joins(head: EntityType, label: RelationType, tail: EntityType) -> bool:
    return any(allows(h, label, t) for h in KINDS[head] for t in KINDS[tail])


EDGE_ENDS: dict[str, tuple[tuple[str, str], ...]] = {
    "INTRODUCES": tuple((PAPER, entity) for entity in _ENTITIES),
    "MENTIONS": tuple((PAPER, entity) for entity in _ENTITIES),
    **{
        label: tuple((h, t) for h in _ENTITIES for t in _ENTITIES if _joins(h, label, t))
        for label in RelationType
    },
    VARIANT_OF: tuple(
        (h, t) for kind in (METHODS, DATA) for h in sorted(kind) for t in sorted(kind)
    ),
    "REPORTS": ((PAPER, RESULT),),
    **{
        label: tuple((RESULT, entity) for entity in _ENTITIES if KINDS[entity] & types)
        for label, types in RESULT_ROLES.values()
    },
}
"""Every edge label of the graph with the pairs of node labels that it may join."""


_LABELS = {label.lower(): label for label in NODE_LABELS}


def label_of(key: str) -> str:
    """The label of the node whose key is ``key``: every key starts with it (``method:ppo``)."""
    return _LABELS[key.partition(":")[0]]
