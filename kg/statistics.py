"""What a graph holds, in numbers."""

import datetime
from collections.abc import Iterable

from kg.graph import Graph
from kg.records import Record
from kg.schema import EDGE_ENDS, NODE_LABELS, EntityType, RelationType

TOP = 5
"""How many nodes of each type are listed."""


class Papers(Record):
    """The papers of a graph; ``first`` and ``last`` are the dates of those that have one."""

    count: int
    first: datetime.date | None
    last: datetime.date | None
    without_date: int
    without_entities: int
    without_contributions: int
    without_results: int


class Support(Record):
    """How many relations are stated by ``papers`` papers."""

    papers: int
    relations: int


class TopNode(Record):
    """A node that many papers name."""

    key: str
    name: str
    papers: int


class Statistics(Record):
    """A graph in numbers: nodes and edges by label, its papers, support, and what is named most."""

    nodes: dict[str, int]
    edges: dict[str, int]
    papers: Papers
    support: tuple[Support, ...]
    top: dict[str, tuple[TopNode, ...]]


def statistics(graph: Graph) -> Statistics:
    """Count what ``graph`` holds."""
    return Statistics(
        nodes=_counts(graph, "MATCH (n) RETURN label(n) AS label, count(*) AS n", NODE_LABELS),
        edges=_counts(graph, "MATCH ()-[e]->() RETURN label(e) AS label, count(*) AS n", EDGE_ENDS),
        papers=_papers(graph),
        support=_support(graph),
        top={kind: _top(graph, kind) for kind in EntityType},
    )


def _counts(graph: Graph, cypher: str, labels: Iterable[str]) -> dict[str, int]:
    found = {row["label"]: row["n"] for row in graph.query(cypher)}
    return {str(label): found.get(label, 0) for label in labels}


def _papers(graph: Graph) -> Papers:
    (row,) = graph.query(
        "MATCH (p:Paper) RETURN count(*) AS count, min(p.date) AS first, max(p.date) AS last, "
        "count(*) - count(p.date) AS without_date"
    )

    def without(*labels: str) -> int:
        (row,) = graph.query(
            f"MATCH (p:Paper) WHERE NOT EXISTS {{ MATCH (p)-[:{'|'.join(labels)}]->() }} "
            "RETURN count(*) AS n"
        )
        return int(row["n"])

    return Papers(
        **row,
        without_entities=without("INTRODUCES", "MENTIONS"),
        without_contributions=without("INTRODUCES"),
        without_results=without("REPORTS"),
    )


def _support(graph: Graph) -> tuple[Support, ...]:
    """Relations by the number of papers that state them: other edges are of one paper each."""
    rows = graph.query(
        f"MATCH ()-[e:{'|'.join(RelationType)}]->() "
        "RETURN e.support AS papers, count(*) AS relations ORDER BY papers"
    )
    return tuple(Support(**row) for row in rows)


def _top(graph: Graph, kind: EntityType) -> tuple[TopNode, ...]:
    rows = graph.query(
        f"MATCH (n:`{kind}`) RETURN n.key AS key, n.name AS name, n.papers AS papers "
        f"ORDER BY papers DESC, key LIMIT {TOP}"
    )
    return tuple(TopNode(**row) for row in rows)
