"""A graph as the explorer reads it: columns in compressed JSON.

Nodes are numbered in the order of the graph: papers first, then entities, then results; all else
refers to these numbers. A list of things is an object of equally long lists, one for each field,
which packs well and is parsed quickly. ``explorer/src/data/packed.ts`` declares the same layout.
"""

import gzip
import json
from collections.abc import Iterable, Sequence
from typing import Any

from kg.explorer.layout import positions
from kg.explorer.marks import Marks, marks, utf16_offsets
from kg.leaderboard import less_is_better
from kg.plugins import GraphLike
from kg.records import Edge, EntityNode, Node, PaperNode, ResultNode, paper_key
from kg.schema import EDGE_ENDS, NODE_LABELS, EntityType, Outcome

VERSION = 1
"""Of the layout; the page refuses any other."""

_EDGE_LABELS = tuple(EDGE_ENDS)
_OUTCOMES = ("", *map(str, Outcome))


def pack(graph: GraphLike, name: str, whole: tuple[int, int] | None = None) -> bytes:
    """``graph`` as gzipped JSON.

    Args:
        graph: the graph, or the part of it that is shown.
        name: what the page calls it.
        whole: how many nodes and edges there are, if ``graph`` is only a part.
    """
    nodes = list(graph.nodes())
    numbers = {node.key: number for number, node in enumerate(nodes)}
    edges = [edge for edge in graph.edges() if edge.head in numbers and edge.tail in numbers]
    papers = [node for node in nodes if isinstance(node, PaperNode)]
    entities = [node for node in nodes if isinstance(node, EntityNode)]
    results = [node for node in nodes if isinstance(node, ResultNode)]
    offsets = {paper.key: utf16_offsets(paper) for paper in papers}
    x, y = positions(len(nodes), [(numbers[e.head], e.label, numbers[e.tail]) for e in edges])
    packed = {
        "version": VERSION,
        "name": name,
        "whole": whole and {"nodes": whole[0], "edges": whole[1]},
        "labels": NODE_LABELS,
        "relations": _EDGE_LABELS,
        "outcomes": _OUTCOMES,
        "nodes": {**_nodes(nodes), "x": x, "y": y},
        "papers": _papers(papers, marks(papers, entities, edges), numbers),
        "entities": _entities(entities),
        "costs": [
            numbers[node.key]
            for node in entities
            if node.type is EntityType.METRIC and less_is_better(node.name)
        ],
        "results": {
            "number": [node.number for node in results],
            "unit": [node.unit or "" for node in results],
        },
        "edges": _edges(edges, numbers),
        "evidence": _evidence(edges, numbers, offsets),
    }
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def _nodes(nodes: Iterable[Node]) -> dict[str, Any]:
    return {
        "key": [node.key for node in nodes],
        "label": [NODE_LABELS.index(node.label) for node in nodes],
        "name": [node.name for node in nodes],
    }


def _papers(papers: Sequence[PaperNode], marked: Marks, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "abstract": [paper.abstract for paper in papers],
        "date": [_day(paper.date) for paper in papers],
        "authors": [paper.authors for paper in papers],
        "categories": [paper.categories for paper in papers],
        "url": [paper.url or "" for paper in papers],
        # Where the text names what: start, end and node of each mention, one after the other.
        "marks": [
            [value for start, end, key in marked[paper.key] for value in (start, end, numbers[key])]
            for paper in papers
        ],
    }


def _entities(entities: Iterable[EntityNode]) -> dict[str, Any]:
    return {
        "aliases": [node.aliases for node in entities],
        "papers": [node.papers for node in entities],
        "first": [_day(node.first) for node in entities],
        "last": [_day(node.last) for node in entities],
    }


def _edges(edges: Iterable[Edge], numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "head": [numbers[edge.head] for edge in edges],
        "relation": [_EDGE_LABELS.index(edge.label) for edge in edges],
        "tail": [numbers[edge.tail] for edge in edges],
        "support": [edge.support for edge in edges],
        "percent": [round(100 * edge.confidence) for edge in edges],
        "outcome": [_OUTCOMES.index(edge.outcome or "") for edge in edges],
        "first": [_day(edge.first) for edge in edges],
        "last": [_day(edge.last) for edge in edges],
    }


def _evidence(
    edges: Iterable[Edge], numbers: dict[str, int], offsets: dict[str, Sequence[int] | None]
) -> dict[str, Any]:
    """The sentences of each edge, as places in the papers' texts."""
    columns: dict[str, list[int]] = {
        name: [] for name in ("edge", "paper", "start", "end", "percent", "outcome")
    }
    for number, edge in enumerate(edges):
        for item in edge.evidence:
            key = paper_key(item.paper)
            if key not in numbers:  # a part of a graph need not have all papers
                continue
            places = offsets[key]
            columns["edge"].append(number)
            columns["paper"].append(numbers[key])
            columns["start"].append(places[item.start] if places else item.start)
            columns["end"].append(places[item.end] if places else item.end)
            columns["percent"].append(round(100 * item.confidence))
            columns["outcome"].append(_OUTCOMES.index(item.outcome or ""))
    return columns


def _day(date: object) -> str:
    return str(date) if date else ""
