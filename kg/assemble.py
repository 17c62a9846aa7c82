"""Annotations and the linker's decisions to the nodes and edges of the graph."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.linking import Identity, Links
from kg.linking.normalise import slug
from kg.readable import readable
from kg.records import (
    Annotation,
    Edge,
    EdgeKey,
    EntityNode,
    Evidence,
    Paper,
    Result,
    ResultNode,
    Span,
    paper_key,
    sorted_evidence,
)
from kg.schema import RESULT_ROLES, VARIANT_OF, Outcome
from kg.sentences import sentence_at, sentence_spans
from kg.values import parse_value

Dates = tuple[datetime.date | None, datetime.date | None]


class _Statement(NamedTuple):
    """What becomes an :class:`Evidence`; there are millions, so it is small."""

    paper: str
    date: datetime.date | None
    span: Span
    sentence: str
    confidence: float
    outcome: Outcome | None

    def evidence(self) -> Evidence:
        return Evidence(
            paper=self.paper,
            start=self.span.start,
            end=self.span.end,
            sentence=self.sentence,
            confidence=self.confidence,
            outcome=self.outcome,
        )


@dataclass
class Assembly:
    """The graph in the making: what all papers say, gathered by node and by edge."""

    links: Links
    dates: dict[str, list[datetime.date | None]] = field(default_factory=lambda: defaultdict(list))
    results: dict[str, ResultNode] = field(default_factory=dict)
    statements: dict[EdgeKey, list[_Statement]] = field(default_factory=lambda: defaultdict(list))

    def entity_nodes(self) -> Iterator[EntityNode]:
        """The named things, sorted by key."""
        for key, dates in sorted(self.dates.items()):
            yield entity_node(self.links.identities[key], dates)

    def result_nodes(self) -> Iterator[ResultNode]:
        """The reported figures, sorted by key."""
        return (self.results[key] for key in sorted(self.results))

    def edges(self) -> Iterator[Edge]:
        """All edges."""
        for (head, label, tail), statements in self.statements.items():
            evidence = (statement.evidence() for statement in statements)
            yield edge((head, label, tail), evidence, (s.date for s in statements))

    def add(self, paper: Paper, annotation: Annotation) -> None:
        """Add what one paper says."""
        keys = {e.id: self.links.keys[paper.id, e.id] for e in annotation.entities}
        states = _Speaker(paper).states
        sentences = sentence_spans(paper.text)
        for key in set(keys.values()):
            self.dates[key].append(paper.date)
        introduced = {keys[entity.id] for entity in annotation.entities if entity.new}
        for entity in annotation.entities:
            key = keys[entity.id]
            label = "INTRODUCES" if key in introduced else "MENTIONS"
            places = {sentence_at(sentences, mention.start) for mention in entity.mentions}
            said = [states(place, entity.confidence) for place in sorted(places)]
            self.statements[paper_key(paper.id), label, key].extend(said)
            if key in self.links.variants:
                # No sentence states it: the name does, so where it stands is the evidence.
                self.statements[key, VARIANT_OF, self.links.variants[key]].extend(said[:1])
        for relation in annotation.relations:
            head, tail = keys[relation.head], keys[relation.tail]
            if head != tail:  # two entities of the paper may turn out to be one thing
                self.statements[head, relation.label, tail].append(
                    states(relation.evidence, relation.confidence, relation.outcome)
                )
        names = {entity.id: entity.name for entity in annotation.entities}
        for result in annotation.results:
            statement = states(result.evidence, result.confidence)
            self._add_result(result, statement, keys, names)

    def _add_result(
        self, result: Result, statement: _Statement, keys: dict[str, str], names: dict[str, str]
    ) -> None:
        ends = {role: end for role in RESULT_ROLES if (end := getattr(result, role)) is not None}
        place = [statement.paper, str(result.span.start), *(slug(names[e]) for e in ends.values())]
        value = readable(result.value)
        number, unit = parse_value(value)
        node = ResultNode(key=f"result:{':'.join(place)}", value=value, number=number, unit=unit)
        self.results[node.key] = node
        self.statements[paper_key(statement.paper), "REPORTS", node.key].append(statement)
        for role, end in ends.items():
            self.statements[node.key, RESULT_ROLES[role][0], keys[end]].append(statement)


class _Speaker:
    """A paper that makes statements; each of its sentences is cut out once."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.cut: dict[Span, str] = {}

    def states(self, span: Span, confidence: float, outcome: Outcome | None = None) -> _Statement:
        sentence = self.cut.setdefault(span, self.paper.text[span.start : span.end])
        return _Statement(self.paper.id, self.paper.date, span, sentence, confidence, outcome)


def assemble(annotated: Iterable[tuple[Paper, Annotation]], links: Links) -> Assembly:
    """Gather the nodes and edges of all papers.

    Args:
        annotated: the papers with their annotations, the same that ``links`` were made from.
        links: the linker's decisions.
    """
    assembly = Assembly(links)
    for paper, annotation in annotated:
        assembly.add(paper, annotation)
    return assembly


def entity_node(identity: Identity, dates: Collection[datetime.date | None]) -> EntityNode:
    """The node of a thing that papers of these dates name."""
    first, last = _range(dates)
    return EntityNode(
        key=identity.key,
        type=identity.type,
        name=identity.name,
        aliases=identity.aliases,
        papers=len(dates),
        first=first,
        last=last,
        type_votes=tuple(f"{t}={n}" for t, n in sorted(identity.type_votes.items())),
    )


def edge(key: EdgeKey, evidence: Iterable[Evidence], dates: Iterable[datetime.date | None]) -> Edge:
    """The edge that papers of these dates state."""
    head, label, tail = key
    first, last = _range(dates)
    found = sorted_evidence(evidence)
    return Edge(head=head, label=label, tail=tail, evidence=found, first=first, last=last)


def _range(dates: Iterable[datetime.date | None]) -> Dates:
    known = [date for date in dates if date]
    return (min(known), max(known)) if known else (None, None)
