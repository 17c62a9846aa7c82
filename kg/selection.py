"""Parts of a graph that are small enough to look at: what is near a node, or the core of it all."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from kg.graph import Graph
from kg.records import Edge, Node, paper_key
from kg.schema import METRIC, PAPER, RESULT_ROLES, EntityType, RelationType, label_of

LIMIT = 300
"""Entities that a picture can hold and still be read."""

TYPES: frozenset[EntityType] = frozenset(EntityType) - {METRIC}
"""What is chosen unless told: relations never join a metric, only results do, and hold it."""

_RELATED = "|".join(RelationType)
_NAMED = "INTRODUCES|MENTIONS"
_OF, _ON, _MEASURED_BY = (f"`{label}`" for label, _ in RESULT_ROLES.values())
_ENDS = f"{_OF}|{_ON}|{_MEASURED_BY}"


@dataclass(frozen=True)
class Selection:
    """Some entities of a graph as a graph of their own.

    With them come the results whose subject and test bed are among them, the metrics of these
    results, the papers that introduce them, relate them or report these results, and all edges
    among all these. Papers that only name them are many and say little: they come with entities
    of which nothing else is said.

    ``focus`` is the key of the entity or paper around which it was made, if any, ``entities`` are
    the keys of those that were chosen, and ``candidates`` counts those that could have been, had
    there been room.
    """

    graph: Graph
    focus: str | None
    entities: frozenset[str]
    candidates: int

    @property
    def left_out(self) -> int:
        """How many entities were left out for want of room."""
        return self.candidates - len(self.entities)

    def nodes(self) -> Iterator[Node]:
        """The nodes, label by label, sorted by key."""
        return self.graph.nodes(self.keys)

    def edges(self) -> Iterator[Edge]:
        """The edges, label by label, sorted by the keys of their ends."""
        return self.graph.edges(self.keys, self.keys)

    @cached_property
    def keys(self) -> set[str]:
        """The keys of all nodes, entities and others."""
        grounds = f"(k:Result)-[:{_OF}|{_ON}]->(n)"
        results = self._found(f"MATCH {grounds} WHERE n.key IN $keys", self.entities)
        results -= self._found(f"MATCH {grounds} WHERE NOT n.key IN $keys", self.entities)
        metrics = self._found(f"MATCH (n)-[:{_MEASURED_BY}]->(k) WHERE n.key IN $keys", results)
        return self._papers(results) | self.entities | results | metrics

    def _papers(self, results: Collection[str]) -> set[str]:
        rows = self.graph.query(
            f"MATCH (a)-[e:{_RELATED}]->(b) WHERE a.key IN $keys AND b.key IN $keys "
            "RETURN a.key AS a, b.key AS b, e.papers AS papers",
            keys=sorted(self.entities),
        )
        stating = {paper_key(paper) for row in rows for paper in row["papers"]}
        related = {row[end] for row in rows for end in "ab"}
        naming = "MATCH (k:Paper)-[:{}]->(n) WHERE n.key IN $keys"
        return (
            stating
            | self._found(naming.format("REPORTS"), results)
            | self._found(naming.format("INTRODUCES"), self.entities)
            | self._found(naming.format(_NAMED), self.entities - related)
        )

    def _found(self, pattern: str, keys: Collection[str]) -> set[str]:
        """Keys of the nodes ``k`` of a pattern whose nodes ``n`` are held against ``keys``."""
        rows = self.graph.query(f"{pattern} RETURN DISTINCT k.key AS key", keys=sorted(keys))
        return {row["key"] for row in rows}


def select(
    graph: Graph,
    focus: str | None = None,
    depth: int = 1,
    types: Collection[EntityType] = TYPES,
    limit: int = LIMIT,
) -> Selection:
    """Choose at most ``limit`` entities of ``graph``.

    Two entities are neighbours if a paper states a relation between them or reports a result of
    both. Where there are too many, those nearest to the focus come first, then those that most
    papers name, then those whose links most papers state, then the first by key.

    Args:
        graph: where to choose.
        focus: key of the entity or paper whose neighbourhood to take; without one, take all.
        depth: how many steps from the focus to go. A paper is one step from what it names.
        types: take only entities of these types, and the focus.
        limit: how many entities to take at most.
    """
    joined = _joined(graph, focus, types)
    if focus is None:
        steps = dict.fromkeys(joined, 0)
    else:
        steps = nx.single_source_shortest_path_length(joined, focus, cutoff=depth)
    support = joined.degree(weight="support")

    def rank(key: str) -> tuple[int, int, int, str]:
        return steps[key], -joined.nodes[key]["papers"], -support[key], key

    candidates = sorted((key for key in steps if label_of(key) != PAPER), key=rank)
    return Selection(graph, focus, frozenset(candidates[:limit]), len(candidates))


def _joined(graph: Graph, focus: str | None, types: Collection[EntityType]) -> nx.Graph:
    """The entities of these types, and the focus, joined to their neighbours."""
    joined = nx.Graph()
    for row in graph.query(f"MATCH (n:{':'.join(EntityType)}) RETURN n.key AS key, n.papers AS n"):
        if label_of(row["key"]) in types or row["key"] == focus:
            joined.add_node(row["key"], papers=row["n"])
    patterns = [
        (f"MATCH (a)-[e:{_RELATED}]->(b)", "sum(e.support)"),
        (f"MATCH (a)<-[:{_ENDS}]-(:Result)-[:{_ENDS}]->(b) WHERE a.key < b.key", "count(*)"),
    ]
    if focus is not None and label_of(focus) == PAPER:
        joined.add_node(focus)
        patterns.append((f"MATCH (a:Paper)-[:{_NAMED}]->(b) WHERE a.key = $focus", "count(*)"))
    for pattern, support in patterns:
        cypher = f"{pattern} RETURN a.key AS a, b.key AS b, {support} AS n"
        for row in graph.query(cypher, **({"focus": focus} if "$focus" in cypher else {})):
            if row["a"] in joined and row["b"] in joined:
                old = joined.get_edge_data(row["a"], row["b"], {"support": 0})["support"]
                joined.add_edge(row["a"], row["b"], support=old + row["n"])
    return joined
