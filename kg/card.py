"""The card of a node: all that the graph says of it, each thing with the sentence that says so."""

import datetime
import math
from collections import defaultdict
from collections.abc import Collection

from kg.answers import Quote, Ref, Some, quote, quotes, refs, some
from kg.graph import Graph
from kg.records import Edge, EntityNode, PaperNode, Record, ResultNode, paper_key
from kg.schema import PAPER, RESULT_ROLES, Outcome, RelationType, label_of

LIMIT = 10
"""How many links of one relation, results or papers a card shows, unless told."""

_ROLES = {label: role for role, (label, _) in RESULT_ROLES.items()}


class Source(Record):
    """A paper that names or introduces the thing, with the sentence where it does."""

    paper: Ref
    date: datetime.date | None
    quote: Quote


class Link(Record):
    """A relation with another node; ``outcome`` is that for the head of the relation."""

    node: Ref
    support: int
    confidence: float
    outcome: Outcome | None
    quotes: Some[Quote]


class Relationship(Record):
    """The links of one relation and direction: ``incoming`` are those whose tail the node is."""

    relation: RelationType
    incoming: bool
    links: Some[Link]


class Figure(Record):
    """A reported result: a row of a leaderboard."""

    key: str
    value: str
    number: float | None
    unit: str | None
    subject: Ref | None
    on: Ref | None
    metric: Ref | None
    quote: Quote


class EntityCard(Record):
    """What the graph says of a named thing."""

    node: EntityNode
    introduced_by: Some[Source]
    mentioned_by: Some[Source]
    relationships: tuple[Relationship, ...]
    results: Some[Figure]


class Claim(Record):
    """A relation that a paper states."""

    head: Ref
    relation: RelationType
    tail: Ref
    outcome: Outcome | None
    quote: Quote


class PaperCard(Record):
    """What the graph holds of a paper: what it contributes, names, states and reports."""

    key: str
    title: str
    abstract: str
    date: datetime.date | None
    authors: tuple[str, ...]
    url: str | None
    contributions: tuple[Ref, ...]
    mentions: tuple[Ref, ...]
    claims: Some[Claim]
    results: Some[Figure]


Card = EntityCard | PaperCard


def card(graph: Graph, key: str, limit: int = LIMIT) -> Card:
    """The card of the paper or named thing whose key is ``key`` (see :mod:`kg.lookup`).

    Args:
        graph: where it is.
        key: its key, which must be there.
        limit: how many links of one relation, results, papers and sentences of a link to take;
            the best supported come first.
    """
    maker = _paper_card if label_of(key) == PAPER else _entity_card
    return maker(graph, key, limit)


def _entity_card(graph: Graph, key: str, limit: int) -> EntityCard:
    (node,) = graph.nodes([key])
    assert isinstance(node, EntityNode)
    outgoing, incoming = list(graph.edges(heads=[key])), list(graph.edges(tails=[key]))
    by_label = defaultdict(list)
    for edge in incoming:
        by_label[edge.label].append(edge)
    results = [edge.head for label, _ in RESULT_ROLES.values() for edge in by_label[label]]
    return EntityCard(
        node=node,
        introduced_by=_sources(graph, by_label["INTRODUCES"], limit),
        mentioned_by=_sources(graph, by_label["MENTIONS"], limit),
        relationships=tuple(
            Relationship(relation=relation, incoming=inward, links=_links(graph, edges, key, limit))
            for relation in RelationType
            for inward in (False, True)
            if (edges := [e for e in (incoming if inward else outgoing) if e.label == relation])
        ),
        results=_figures(graph, results, limit),
    )


def _paper_card(graph: Graph, key: str, limit: int) -> PaperCard:
    (paper,) = graph.nodes([key])
    assert isinstance(paper, PaperNode)
    by_label = defaultdict(list)
    for edge in graph.edges(heads=[key]):
        by_label[edge.label].append(edge.tail)
    entities = refs(graph, by_label["INTRODUCES"] + by_label["MENTIONS"])
    return PaperCard(
        **paper.model_dump(exclude={"annotation", "categories"}),
        contributions=tuple(entities[key] for key in entities if key in by_label["INTRODUCES"]),
        mentions=tuple(entities[key] for key in entities if key in by_label["MENTIONS"]),
        claims=_claims(graph, paper, entities, limit),
        results=_figures(graph, by_label["REPORTS"], limit),
    )


def _sources(graph: Graph, edges: list[Edge], limit: int) -> Some[Source]:
    """The papers that the edges come from, the latest first."""

    def rank(edge: Edge) -> tuple[int, str]:
        return -edge.last.toordinal() if edge.last else 0, edge.head

    edges = sorted(edges, key=rank)
    named = refs(graph, [edge.head for edge in edges[:limit]])
    return some(
        edges,
        limit,
        lambda edge: Source(
            paper=named[edge.head], date=edge.last, quote=quotes(edge.evidence, 1).items[0]
        ),
    )


def _links(graph: Graph, edges: list[Edge], key: str, limit: int) -> Some[Link]:
    """The other ends of the edges of the node ``key``, the best supported first."""

    edges = sorted(edges, key=lambda edge: (-edge.support, -edge.confidence, edge.other_end(key)))
    named = refs(graph, [edge.other_end(key) for edge in edges[:limit]])
    return some(
        edges,
        limit,
        lambda edge: Link(
            node=named[edge.other_end(key)],
            support=edge.support,
            confidence=edge.confidence,
            outcome=edge.outcome,
            quotes=quotes(edge.evidence, limit),
        ),
    )


def _claims(graph: Graph, paper: PaperNode, entities: dict[str, Ref], limit: int) -> Some[Claim]:
    """What ``paper`` states of the entities that it names, in the order of its text."""
    stated = [
        (evidence, edge)
        for edge in graph.edges(heads=entities, tails=entities)
        for evidence in edge.evidence
        if paper_key(evidence.paper) == paper.key
    ]
    stated.sort(key=lambda item: (item[0].start, item[1].key))
    return some(
        stated,
        limit,
        lambda item: Claim(
            head=entities[item[1].head],
            relation=RelationType(item[1].label),
            tail=entities[item[1].tail],
            outcome=item[0].outcome,
            quote=quote(item[0]),
        ),
    )


def _figures(graph: Graph, keys: Collection[str], limit: int) -> Some[Figure]:
    """The results of these keys as a leaderboard: by what was measured and how, highest first."""
    ends: dict[str, dict[str, str]] = defaultdict(dict)
    for edge in graph.edges(heads=keys):
        ends[edge.head][_ROLES[edge.label]] = edge.tail
    results = [node for node in graph.nodes(keys) if isinstance(node, ResultNode)]

    def rank(node: ResultNode) -> tuple[str, str, float, str]:
        on, metric = (ends[node.key].get(role, "") for role in ("on", "metric"))
        return on, metric, math.inf if node.number is None else -node.number, node.key

    results.sort(key=rank)
    shown = [node.key for node in results[:limit]]
    named = refs(graph, {end for key in shown for end in ends[key].values()})
    reports = {edge.tail: edge for edge in graph.edges(tails=shown)}
    return some(
        results,
        limit,
        lambda node: Figure(
            **node.model_dump(),
            **{role: named.get(ends[node.key].get(role, "")) for role in RESULT_ROLES},
            quote=quote(reports[node.key].evidence[0]),
        ),
    )
