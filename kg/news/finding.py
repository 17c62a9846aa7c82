"""Finding what is new: everything that only new papers say.

New papers are those since a day, or those that an older graph does not hold. What is new is told
by the papers, not by the keys of nodes, which may change when the linker learns more.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from kg.graph import Graph
from kg.news.bests import Value, bests
from kg.news.items import Item, Kind, News, Origin
from kg.news.rising import Counts, Window, rising, weeks
from kg.records import Edge, EntityNode, PaperNode, paper_key
from kg.schema import EntityType, RelationType, label_of

_KINDS = {
    EntityType.METHOD: Kind.METHOD,
    EntityType.MODEL: Kind.METHOD,
    EntityType.BENCHMARK: Kind.BENCHMARK,
    EntityType.DATASET: Kind.DATASET,
}
_NAMING = ("INTRODUCES", "MENTIONS")


class _Fresh(NamedTuple):
    """New papers by id, what they name (node to the edges from them), and what they report."""

    papers: Mapping[str, PaperNode]
    naming: Mapping[str, list[Edge]]
    reports: Mapping[str, Edge]
    nodes: Mapping[str, EntityNode]

    def origin(self, paper: str, sentence: str) -> Origin:
        node = self.papers[paper]
        return Origin(
            paper=paper, title=node.title, date=node.date, url=node.url, sentence=sentence
        )

    def is_new(self, key: str) -> bool:
        """Whether no other paper names the node."""
        return key in self.nodes and self.nodes[key].papers == len(self.naming[key])


def news(graph: Graph, since: datetime.date) -> News:
    """What the papers from the day ``since`` on brought."""
    rows = graph.query("MATCH (p:Paper) WHERE p.date >= $since RETURN p.key AS key", since=since)
    before = _window(graph, "MATCH (p:Paper) WHERE p.date < $since OR p.date IS NULL", since=since)
    return _news(graph, [row["key"] for row in rows], before, since)


def diff(old: Graph, new: Graph) -> News:
    """What the papers brought that ``new`` holds and ``old`` does not."""
    known, keys = (
        {row["key"] for row in graph.query("MATCH (p:Paper) RETURN p.key AS key")}
        for graph in (old, new)
    )
    return _news(new, keys - known, _window(old, "MATCH (p:Paper)"))


def _window(graph: Graph, papers: str, **parameters: Any) -> Window:
    """How many papers ``p`` a pattern finds, and over how many weeks."""
    (row,) = graph.query(
        f"{papers} RETURN count(*) AS papers, min(p.date) AS first, max(p.date) AS last",
        **parameters,
    )
    dates = (datetime.date.fromisoformat(day) for day in (row["first"], row["last"]) if day)
    return Window(row["papers"], weeks(dates))


def _news(
    graph: Graph, keys: Collection[str], before: Window, since: datetime.date | None = None
) -> News:
    fresh = _fresh(graph, keys)
    items = (
        *_names(fresh),
        *_links(graph, fresh),
        *_bests(graph, fresh),
        *_rising(fresh, before),
    )
    return News(graph=graph.path.name, since=since, papers=len(fresh.papers), items=items)


def _fresh(graph: Graph, keys: Collection[str]) -> _Fresh:
    papers = {
        node.key.partition(":")[2]: node
        for node in graph.nodes(sorted(keys))
        if isinstance(node, PaperNode)
    }
    naming: dict[str, list[Edge]] = defaultdict(list)
    reports: dict[str, Edge] = {}
    for edge in graph.edges(heads=sorted(keys)):
        if edge.label in _NAMING:
            naming[edge.tail].append(edge)
        else:
            reports[edge.tail] = edge
    nodes = {node.key: node for node in graph.nodes(sorted(naming)) if isinstance(node, EntityNode)}
    return _Fresh(papers, naming, reports, nodes)


def _names(fresh: _Fresh) -> Iterator[Item]:
    """Names that nobody had used, where a paper introduces what they name."""
    found = [
        (node, edge)
        for key, node in fresh.nodes.items()
        if node.type in _KINDS and fresh.is_new(key)
        for edge in fresh.naming[key][:1]  # those that introduce it come first
        if edge.label == "INTRODUCES"
    ]
    order = list(Kind)
    found.sort(key=lambda each: (order.index(_KINDS[each[0].type]), -each[0].papers, each[0].key))
    for node, edge in found:
        yield Item(
            kind=_KINDS[node.type],
            nodes=(node.key,),
            text=f"{node.name} ({node.type})",
            origin=fresh.origin(edge.evidence[0].paper, edge.sentence),
        )


def _links(graph: Graph, fresh: _Fresh) -> Iterator[Item]:
    """Relations that only new papers state, between names that were there."""
    known = sorted(key for key in fresh.nodes if not fresh.is_new(key))
    found = [
        edge
        for edge in graph.edges(known, known)
        if edge.label in RelationType.__members__
        and all(item.paper in fresh.papers for item in edge.evidence)
    ]
    for edge in sorted(found, key=lambda edge: (-edge.support, -edge.confidence, edge.key)):
        best = max(edge.evidence, key=lambda item: item.confidence)
        head, tail = fresh.nodes[edge.head].name, fresh.nodes[edge.tail].name
        outcome = f" ({edge.outcome})" if edge.outcome else ""
        yield Item(
            kind=Kind.LINK,
            nodes=(edge.head, edge.tail),
            text=f"{head} {edge.label.replace('_', ' ').lower()}{outcome} {tail}",
            origin=fresh.origin(best.paper, best.sentence),
        )


def _bests(graph: Graph, fresh: _Fresh) -> Iterator[Item]:
    """Results of new papers that are better than all before on the same board."""
    boards = sorted(key for key in fresh.nodes if label_of(key) in _KINDS and key in fresh.naming)
    rows = graph.query(
        "MATCH (p:Paper)-[e:REPORTS]->(r:Result)-[:`ON`]->(b), (r)-[:MEASURED_BY]->(m), "
        "(r)-[:`OF`]->(s) WHERE b.key IN $boards AND r.number IS NOT NULL "
        "RETURN p.key AS paper, r.key AS result, r.number AS number, r.value AS text, "
        "r.unit AS unit, b.key AS board, m.key AS metric, b.name AS board_name, "
        "m.name AS metric_name, s.key AS subject, s.name AS subject_name, "
        "e.sentence AS sentence ORDER BY result, subject, board, metric",
        boards=boards,
    )
    new = {paper_key(paper) for paper in fresh.papers}
    for best, before in bests((Value(**row) for row in rows), new):
        yield Item(
            kind=Kind.BEST,
            nodes=(best.subject, best.board, best.metric),
            text=f"{best.subject_name}: {best.text} {best.metric_name} on {best.board_name} "
            f"(before: {before.text}, {before.subject_name})",
            origin=fresh.origin(best.paper.partition(":")[2], best.sentence),
        )


def _rising(fresh: _Fresh, before: Window) -> Iterator[Item]:
    """Known names that a larger share of the new papers uses than of those before."""
    dates = (node.date for node in fresh.papers.values() if node.date)
    now = Window(len(fresh.papers), weeks(dates))
    counts = {
        key: Counts(len(fresh.naming[key]), node.papers - len(fresh.naming[key]))
        for key, node in fresh.nodes.items()
        if node.type is not EntityType.METRIC and not fresh.is_new(key)
    }
    for key in rising(counts, now, before):
        edge = max(fresh.naming[key], key=lambda edge: (edge.last or datetime.date.min, edge.head))
        yield Item(
            kind=Kind.RISE,
            nodes=(key,),
            text=f"{fresh.nodes[key].name}: {counts[key].told(now, before)}",
            origin=fresh.origin(edge.evidence[0].paper, edge.sentence),
        )
