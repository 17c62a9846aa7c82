"""What a page draws and tells: entities and their links as data for vis-network."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from pyvis.network import Network

from kg.linking.normalise import normalise
from kg.plugins import GraphLike
from kg.records import Edge, EntityNode, Evidence, PaperNode, ResultNode, paper_key
from kg.schema import RESULT_ROLES, EntityType, RelationType
from kg.selection import Selection
from loaders.html.looks import LOOKS

Json = dict[str, Any]

QUOTES = 3
"""Sentences that a node or link shows at most: enough to believe it."""

LABEL = 32
"""Characters of a name that are drawn; the card has all."""

_ROLES = {label: role for role, (label, _) in RESULT_ROLES.items()}


@dataclass(frozen=True)
class Picture:
    """What a page shows.

    ``nodes`` and ``edges`` are in the form of vis-network, with further members for the cards;
    ``results`` are rows of leaderboards whose ends are nodes by key and name; ``papers`` are
    those that are quoted, by id; ``focus`` is the node to begin with.
    """

    title: str
    nodes: list[Json]
    edges: list[Json]
    results: list[Json]
    papers: dict[str, Json]
    counts: Mapping[EntityType, int]
    unlinked: int
    focus: str | None
    left_out: int


def draw(graph: GraphLike) -> Picture:
    """Draw the entities of ``graph``, or those for whose sake a selection was made."""
    found = _Found(graph)
    chosen = graph if isinstance(graph, Selection) else None
    drawn = {k: n for k, n in found.entities.items() if chosen is None or k in chosen.entities}
    results = found.leaderboard()
    relations = [edge for edge in found.relations if {edge.head, edge.tail} <= drawn.keys()]
    links = [_link(edge) for edge in sorted(relations, key=_rank)]
    joined = {(link["source"], link["to"]) for link in links}
    figures = _measurements(results, drawn.keys())
    links += [link for link in figures if (link["source"], link["to"]) not in joined]
    network = Network(directed=True)
    most = max((node.papers for node in drawn.values()), default=0)
    linked = {link[end] for link in links for end in ("source", "to")}
    for key, node in drawn.items():
        network.add_node(key, **_node(node, found.sources[key], most), linked=key in linked)
    beside: Counter[frozenset[str]] = Counter()
    for link in links:
        ends = frozenset({link["source"], link["to"]})
        network.add_edge(**link, **_bend(beside[ends]))
        beside[ends] += 1
    nodes, edges, *_ = network.get_network_data()
    quotes = [q for item in (*nodes, *edges, *results) for q in item["quotes"]]
    focus = found.named(chosen.focus) if chosen and chosen.focus else None
    return Picture(
        title=f"Around {focus.name}" if focus else "Knowledge graph",
        nodes=nodes,
        edges=edges,
        results=results,
        papers={quote["paper"]: found.source(quote["paper"]) for quote in quotes},
        counts=Counter(node.type for node in drawn.values()),
        unlinked=len(drawn) - len(linked),
        focus=focus.key if focus and focus.key in drawn else None,
        left_out=chosen.left_out if chosen else 0,
    )


class _Found:
    """What a graph holds, sorted by what a page does with it."""

    def __init__(self, graph: GraphLike) -> None:
        self.entities: dict[str, EntityNode] = {}
        self.papers: dict[str, PaperNode] = {}
        self.results: dict[str, ResultNode] = {}
        for node in graph.nodes():
            match node:
                case EntityNode():
                    self.entities[node.key] = node
                case PaperNode():
                    self.papers[node.key] = node
                case ResultNode():
                    self.results[node.key] = node
        self.relations: list[Edge] = []
        self.sources: dict[str, list[Edge]] = defaultdict(list)
        self.ends: dict[str, dict[str, str]] = defaultdict(dict)
        self.reports: dict[str, list[Edge]] = defaultdict(list)
        for edge in graph.edges():
            if edge.label in list(RelationType):
                self.relations.append(edge)
            elif edge.label in _ROLES:
                self.ends[edge.head][_ROLES[edge.label]] = edge.tail
            elif edge.label == "REPORTS":
                self.reports[edge.tail].append(edge)
            else:
                self.sources[edge.tail].append(edge)

    def named(self, key: str) -> EntityNode | PaperNode | None:
        """The entity or paper of this key."""
        return self.entities.get(key) or self.papers.get(key)

    def leaderboard(self) -> list[Json]:
        """The results by what was measured and how, the highest first."""

        def rank(node: ResultNode) -> tuple[str, str, float, str]:
            on, metric = (self.ends[node.key].get(role, "") for role in ("on", "metric"))
            return on, metric, math.inf if node.number is None else -node.number, node.key

        return [self._row(node) for node in sorted(self.results.values(), key=rank)]

    def _row(self, node: ResultNode) -> Json:
        ends = {
            role: {"key": key, "name": self.entities[key].name}
            for role, key in self.ends[node.key].items()
            if key in self.entities
        }
        return {"value": node.value, **ends, "quotes": _quotes(self.reports[node.key])}

    def source(self, paper_id: str) -> Json:
        """What a quotation says of its paper."""
        paper = self.papers.get(paper_key(paper_id))
        if paper is None:
            return {"title": paper_id}
        # Only these are safe to follow: a link of another scheme could be a script.
        url = paper.url if paper.url and paper.url.startswith(("https://", "http://")) else None
        return {"title": paper.title, "url": url, "date": str(paper.date or "")}


def _node(node: EntityNode, sources: list[Edge], most: int) -> Json:
    """An entity; its size goes by its papers, against the most that an entity of the page has."""
    look = LOOKS[node.type]
    share = math.log2(1 + node.papers) / math.log2(1 + max(most, 7))
    introducing = [edge for edge in sources if edge.label == "INTRODUCES"]
    also = {normalise(name): name for name in (*node.aliases, node.name)}
    return {
        "label": node.name if len(node.name) <= LABEL else node.name[: LABEL - 1] + "…",
        "shape": look.shape,
        "color": look.color,
        "size": round(4 + 24 * share, 1),
        "name": node.name,
        "kind": node.type,
        "also": [name for name in also.values() if name != node.name],
        "papers": node.papers,
        "dates": " to ".join(sorted({str(date) for date in (node.first, node.last) if date})),
        "introduced": bool(introducing),
        "quotes": _quotes(introducing or sources),
    }


def _link(edge: Edge) -> Json:
    return {
        "source": edge.head,
        "to": edge.tail,
        "width": round(1 + math.log2(edge.support), 1),
        "relation": edge.label.replace("_", " ").lower(),
        "detail": edge.outcome,
        "support": edge.support,
        "quotes": _quotes([edge]),
    }


def _rank(edge: Edge) -> tuple[int, int, float, tuple[str, str, str]]:
    """The order of links in a card: by relation, the best supported first."""
    return (
        list(RelationType).index(RelationType(edge.label)),
        -edge.support,
        -edge.confidence,
        edge.key,
    )


def _measurements(results: Iterable[Json], drawn: Set[str]) -> Iterable[Json]:
    """Links from what was measured to what it was measured on and by, with their figures."""
    measured: dict[tuple[str, str, str], list[Json]] = defaultdict(list)
    for row in results:
        for role, words in (("on", "measured on"), ("metric", "measured by")):
            if {"subject", role} <= row.keys():
                measured[row["subject"]["key"], words, row[role]["key"]].append(row)
    for (source, words, to), rows in measured.items():
        if {source, to} <= drawn:
            quotes = {quote["paper"]: quote for row in rows for quote in row["quotes"]}
            yield {
                "source": source,
                "to": to,
                "width": 1,
                "dashes": [4, 4],
                "relation": words,
                "detail": ", ".join(row["value"] for row in rows[:QUOTES]),
                "support": len(quotes),
                "quotes": list(quotes.values())[:QUOTES],
            }


def _quotes(edges: Iterable[Edge]) -> list[Json]:
    """A sentence of each paper: its surest, and not its title if there is another."""
    best: dict[str, Evidence] = {}
    for edge in edges:
        for item in sorted(edge.evidence, key=lambda item: (-item.confidence, item.start == 0)):
            best.setdefault(item.paper, item)
    return [{"paper": e.paper, "sentence": e.sentence} for e in list(best.values())[:QUOTES]]


def _bend(others: int) -> Json:
    """Bends an edge away from ``others`` between the same two nodes, which it would hide."""
    return {"smooth": {"type": "curvedCW", "roundness": 0.2 * others}} if others else {}
