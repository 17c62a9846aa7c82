"""The records that pass between the stages: papers, annotations, nodes and edges.

All are frozen pydantic models: a stage takes records and makes new ones, it never changes any.
"""

import datetime
import math
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kg.schema import (
    EDGE_ENDS,
    PAPER,
    RESULT,
    RESULT_ROLES,
    EntityType,
    Outcome,
    RelationType,
    allows,
)
from kg.text import clean

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
CleanText = Annotated[
    str, BeforeValidator(lambda value: clean(value) if isinstance(value, str) else value)
]
NonEmptyText = Annotated[CleanText, Field(min_length=1)]


class Record(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(NamedTuple):
    """Characters ``start`` (included) to ``end`` (excluded) of a paper's text."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Paper(Record):
    """One paper as a reader found it; title and abstract are cleaned (see :mod:`kg.text`)."""

    id: NonEmptyText
    title: NonEmptyText
    abstract: NonEmptyText
    date: datetime.date | None = None
    authors: tuple[CleanText, ...] = ()
    categories: tuple[CleanText, ...] = ()
    url: str | None = None

    @cached_property
    def text(self) -> str:
        """Title and abstract, a line each: what extractors read and offsets count in."""
        return f"{self.title}\n{self.abstract}"


class Rejected(Record):
    """A record of a source that is no paper, with the line where it starts (from 1), if known.

    An extractor gives one in place of the annotation of a paper that it cannot read.
    """

    reason: str
    line: int | None = None


class Entity(Record):
    """A thing that one paper names.

    ``surfaces`` are the distinct strings under which it appears, ``mentions`` the spans of all
    its appearances, ``new`` says that the paper contributes it.
    """

    id: str
    type: EntityType
    name: NonEmptyText
    surfaces: Annotated[tuple[NonEmptyText, ...], Field(min_length=1)]
    mentions: tuple[Span, ...]
    new: bool = False
    confidence: Confidence = 1.0


class Relation(Record):
    """A relation between two entities (by id) of one paper; ``evidence`` spans the sentence."""

    head: str
    label: RelationType
    tail: str
    outcome: Outcome | None = None
    evidence: Span
    confidence: Confidence = 1.0


class Result(Record):
    """A reported figure: ``span`` is that of ``value``, ``evidence`` that of its sentence."""

    subject: str | None = None
    on: str | None = None
    metric: str | None = None
    value: NonEmptyText
    span: Span
    evidence: Span
    confidence: Confidence = 1.0


class Annotation(Record):
    """What an extractor found in one paper.

    Raises:
        pydantic.ValidationError: if a relation or result names an unknown entity or breaks the
            signatures of the schema.
    """

    paper: str
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    results: tuple[Result, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        types = {entity.id: entity.type for entity in self.entities}
        if len(types) < len(self.entities):
            raise ValueError("two entities have the same id")
        for relation in self.relations:
            ends = relation.head, relation.tail
            if not all(end in types for end in ends):
                raise ValueError(f"{relation.label} from {ends[0]} to {ends[1]} names no entity")
            if ends[0] == ends[1] or not allows(types[ends[0]], relation.label, types[ends[1]]):
                raise ValueError(
                    f"{types[ends[0]]} {relation.label} {types[ends[1]]} is not allowed"
                )
            if (relation.outcome is None) == (relation.label is RelationType.COMPARED_WITH):
                raise ValueError("comparisons, and only they, have an outcome")
        for result in self.results:
            for role, (_, allowed) in RESULT_ROLES.items():
                end = getattr(result, role)
                if end is not None and types.get(end) not in allowed:
                    raise ValueError(f"{end} cannot be the {role} of result {result.value}")
        return self

    def at_least(self, confidence: float) -> "Annotation":
        """The part of this annotation that is at least so confident, without loose ends."""
        entities = tuple(e for e in self.entities if e.confidence >= confidence)
        kept = {entity.id for entity in entities} | {None}
        return Annotation(
            paper=self.paper,
            entities=entities,
            relations=tuple(
                r for r in self.relations if r.confidence >= confidence and {r.head, r.tail} <= kept
            ),
            results=tuple(
                r
                for r in self.results
                if r.confidence >= confidence and {r.subject, r.on, r.metric} <= kept
            ),
        )


class Mention(Record):
    """Which node (by key) an entity of a paper became, with the names it has there."""

    paper: str
    entity: str
    node: str
    surfaces: tuple[str, ...]


EdgeKey = tuple[str, str, str]
"""Head, label and tail of an edge."""


class Evidence(Record):
    """A sentence that states an edge: ``start`` and ``end`` are its offsets in the paper's text."""

    paper: str
    start: int
    end: int
    sentence: str
    confidence: Confidence = 1.0
    outcome: Outcome | None = None


def paper_key(paper_id: str) -> str:
    """The node key of a paper."""
    return f"paper:{paper_id}"


class PaperNode(Record):
    """A paper in the graph; ``annotation`` is its :class:`Annotation` as made, in JSON."""

    key: str
    title: str
    abstract: str
    date: datetime.date | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    url: str | None = None
    annotation: str

    @classmethod
    def of(cls, paper: Paper, annotation: Annotation) -> Self:
        """The node of ``paper``, which carries its annotation."""
        made = annotation.model_dump_json(exclude_defaults=True)
        return cls(key=paper_key(paper.id), **paper.model_dump(exclude={"id"}), annotation=made)

    def annotated(self) -> tuple[Paper, Annotation]:
        """The paper and its annotation, as :meth:`of` took them."""
        fields = self.model_dump(exclude={"key", "annotation"})
        paper = Paper(id=self.key.removeprefix(paper_key("")), **fields)
        return paper, Annotation.model_validate_json(self.annotation)

    @property
    def label(self) -> str:
        return PAPER

    @property
    def name(self) -> str:
        return self.title


class EntityNode(Record):
    """A named thing with all its names.

    ``papers`` counts the papers that name it, ``first`` and ``last`` are the dates of the
    earliest and latest of them, ``type_votes`` counts the types they gave it (``"Model=3"``).
    """

    key: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    papers: int
    first: datetime.date | None = None
    last: datetime.date | None = None
    type_votes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.type


class ResultNode(Record):
    """A reported figure: ``value`` as a reader would write it, ``number`` and ``unit`` in it."""

    key: str
    value: str
    number: Annotated[float | None, Field(allow_inf_nan=False)] = None
    unit: str | None = None

    @property
    def label(self) -> str:
        return RESULT

    @property
    def name(self) -> str:
        return self.value


Node = PaperNode | EntityNode | ResultNode


def _edge_label(label: str) -> str:
    if label not in EDGE_ENDS:
        raise ValueError(f"the graph has no edges {label}")
    return label


class Edge(Record):
    """An edge between two nodes (by key) with all the evidence for it.

    ``first`` and ``last`` are the dates of the earliest and the latest paper that states it.
    """

    head: str
    label: Annotated[str, AfterValidator(_edge_label)]
    tail: str
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    first: datetime.date | None = None
    last: datetime.date | None = None

    @property
    def key(self) -> EdgeKey:
        return self.head, self.label, self.tail

    def other_end(self, key: str) -> str:
        """Where the edge leads from the node ``key``, which is one of its ends."""
        return self.tail if self.head == key else self.head

    @property
    def support(self) -> int:
        """Number of papers that state the edge."""
        return len({item.paper for item in self.evidence})

    @property
    def confidence(self) -> float:
        """Chance that one of the papers is right, as if they erred independently (noisy-or)."""
        best: dict[str, float] = {}
        for item in self.evidence:
            best[item.paper] = max(best.get(item.paper, 0.0), item.confidence)
        return round(1.0 - math.prod(1.0 - value for value in best.values()), 6)

    @property
    def outcome(self) -> Outcome | None:
        """What most of the evidence says of a comparison; ``unstated`` where it is torn."""
        stated = [item.outcome for item in self.evidence if item.outcome]
        if not stated:
            return None
        counts = Counter(stated)
        (top, most), *others = counts.most_common()
        return Outcome.UNSTATED if any(n == most for _, n in others) else top

    @property
    def sentence(self) -> str:
        """The most confident sentence."""
        return max(self.evidence, key=lambda item: item.confidence).sentence


def sorted_evidence(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """``evidence`` without doubles, in the one order that every graph keeps."""
    return tuple(sorted(set(evidence), key=_order_of_evidence))


def _order_of_evidence(item: Evidence) -> tuple[str, int, int, str, float]:
    return item.paper, item.start, item.end, item.outcome or "", item.confidence
