from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from kg.columns import row
from kg.databases import Changes
from kg.errors import LoadError
from kg.graph import Graph
from kg.plugins import GraphLike
from kg.records import Edge, EntityNode, Node, ResultNode
from kg.schema import NODE_LABELS
from loaders.neo4j import Neo4jGraph, upsert
from tests.graphs import EXAMPLE, MemoryGraph, graphs
from tests.neo4j_server import Server


def totals(changes: Changes) -> dict[str, int]:
    """What a load did in all, by what was done."""
    names = ("created", "updated", "deleted", "kept")
    counts = {name: sum(getattr(tally, name) for tally in changes.values()) for name in names}
    return {name: count for name, count in counts.items() if count}


def content(graph: GraphLike) -> tuple[list[Node], list[Edge]]:
    """All that ``graph`` holds, in one order."""
    return (
        sorted(graph.nodes(), key=lambda node: node.key),
        sorted(graph.edges(), key=lambda edge: edge.key),
    )


def stored(database: Neo4jGraph) -> Any:
    """All of the database, by the server's own ids."""
    return database.query(
        "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) "
        "RETURN elementId(n), labels(n), properties(n), elementId(r), properties(r), elementId(m) "
        "ORDER BY elementId(n), elementId(r)"
    )


EVERYTHING = len(content(EXAMPLE)[0]) + len(content(EXAMPLE)[1])


def test_a_graph_is_loaded_whole(database: Neo4jGraph) -> None:
    assert totals(database.load(EXAMPLE)) == {"created": EVERYTHING}
    assert content(database) == content(EXAMPLE)


def test_rows_are_properties_and_dates_are_dates(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    (found,) = database.query(
        "MATCH (p:Paper {date: date('2024-01-02')})-[e:INTRODUCES]->(m:Method {name: 'Fjord'}) "
        "RETURN p, e, m"
    )
    node = next(node for node in EXAMPLE.nodes() if node.name == "Fjord")
    assert found["m"] == {
        "label": "Method",
        **row(node),
        "first": "2024-01-02",
        "last": "2024-03-04",
    }
    assert found["e"]["sentences"] == ["We present Fjord."]
    assert found["p"]["authors"] == ["Ada Øre", "José Núñez"]


def test_the_same_graph_again_changes_nothing(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    before = stored(database)
    changes = database.load(EXAMPLE)
    assert totals(changes) == {}
    assert sum(tally.unchanged for tally in changes.values()) == EVERYTHING
    assert stored(database) == before


def test_nothing_is_sent_to_be_written_again(
    database: Neo4jGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.load(EXAMPLE)

    def no_write(*_: object) -> int:
        raise AssertionError("a write")

    monkeypatch.setattr(upsert, "_write", no_write)
    database.load(EXAMPLE)


def test_a_graph_of_a_file_is_loaded_by_differences(
    database: Neo4jGraph, examples_graph: Path
) -> None:
    with Graph(examples_graph) as graph:
        nodes, edges = content(graph)
        database.load(graph)
        before = stored(database)
        assert content(database) == (nodes, edges)
        assert totals(database.load(graph)) == {}
        assert stored(database) == before
        database.query(
            "MATCH (n:Method) WITH n LIMIT 1 SET n.name = 'x', n.fingerprint = n.fingerprint + 1"
        )
        assert totals(database.load(graph)) == {"updated": 1}
        assert stored(database) == before


def test_a_relationship_that_was_moved_is_put_back(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    database.query(
        "MATCH (:Paper)-[r:INTRODUCES]->(m:Method), (other:Paper {key: 'paper:hep-th/9901001'}) "
        "CREATE (other)-[moved:INTRODUCES]->(m) SET moved = properties(r) DELETE r"
    )
    assert totals(database.load(EXAMPLE, prune=True)) == {"created": 1, "deleted": 1}
    assert content(database) == content(EXAMPLE)


def test_an_extended_graph_writes_only_the_difference(database: Neo4jGraph) -> None:
    nodes, edges = content(EXAMPLE)
    fjord = next(node for node in nodes if node.key == "method:fjord")
    assert isinstance(fjord, EntityNode)
    renamed = fjord.model_copy(update={"aliases": (), "papers": 3, "last": None})
    new = ResultNode(key="result:new", value="9")
    reports = edges[0].model_copy(
        update={"label": "REPORTS", "tail": new.key, "head": nodes[3].key}
    )
    database.load(EXAMPLE)
    more = MemoryGraph(
        [renamed if node is fjord else node for node in [*nodes, new]],
        [*edges, reports.model_copy(update={"head": "paper:2401.00001"})],
    )
    assert totals(database.load(more)) == {"created": 2, "updated": 1}
    assert content(database) == content(more)


def test_a_dry_run_counts_the_same_and_changes_nothing(
    server: Server, database: Neo4jGraph
) -> None:
    server.forget_schema()
    part = MemoryGraph(content(EXAMPLE)[0][:3], [])
    planned = database.load(part, dry_run=True)
    assert stored(database) == []
    assert database.query("SHOW CONSTRAINTS") == []
    assert database.load(part) == planned
    planned = database.load(EXAMPLE, dry_run=True)
    assert content(database) == content(part)
    assert database.load(EXAMPLE) == planned


def test_constraints_and_indexes_are_made(server: Server, database: Neo4jGraph) -> None:
    server.forget_schema()
    database.load(EXAMPLE)
    constraints = database.query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type")
    assert sorted(c["labelsOrTypes"] for c in constraints) == sorted([x] for x in NODE_LABELS)
    assert {(c["type"], *c["properties"]) for c in constraints} == {("UNIQUENESS", "key")}
    indexes = database.query("SHOW INDEXES YIELD labelsOrTypes, properties, type, state")
    assert {index["state"] for index in indexes} == {"ONLINE"}
    dates = {(*i["labelsOrTypes"], *i["properties"]) for i in indexes if i["type"] == "RANGE"}
    assert {("Paper", "date"), ("Method", "first"), ("Task", "last")} <= dates


@pytest.mark.parametrize("words", ["fjord", "cold AND start", "فيورد", "icebench"])
def test_entities_are_found_by_name_and_alias(database: Neo4jGraph, words: str) -> None:
    database.load(EXAMPLE)
    found = database.query(
        "CALL db.index.fulltext.queryNodes('paperkg_names', $words) YIELD node RETURN node.key",
        words=words,
    )
    assert len(found) == 1


def test_what_somebody_else_wrote_is_left_alone(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    database.query(
        "MATCH (m:Method {key: 'method:fjord'})-->(b:Benchmark) "
        "SET m:Favourite, m.embedding = [0.5, 1.0] "
        "CREATE (m)-[:EVALUATED_ON {mine: true}]->(b), (m)-[:LIKED_BY]->(:Person {name: 'Ada'})"
    )
    nodes, edges = content(EXAMPLE)
    changed = [
        node.model_copy(update={"papers": 7}) if node.key == "method:fjord" else node
        for node in nodes
    ]
    assert totals(database.load(MemoryGraph(changed, edges), prune=True)) == {"updated": 1}
    assert database.query(
        "MATCH (m:Favourite)-[r]->(x) WHERE r.paperkg IS NULL "
        "RETURN m.papers, m.embedding, type(r) AS type, properties(r) AS its, x.name ORDER BY type"
    ) == [
        {"m.papers": 7, "m.embedding": [0.5, 1.0], "type": kind, "its": its, "x.name": name}
        for kind, its, name in (
            ("EVALUATED_ON", {"mine": True}, "IceBench 🧊"),
            ("LIKED_BY", {}, "Ada"),
        )
    ]


def test_a_node_of_somebody_else_is_not_overwritten(database: Neo4jGraph) -> None:
    database.query("CREATE (:Method {key: 'method:fjord', name: 'mine'})")
    with pytest.raises(LoadError, match=r"has a Method with the key 'method:fjord' that paperkg"):
        database.load(EXAMPLE)
    assert database.query("MATCH (m:Method) RETURN m.name") == [{"m.name": "mine"}]


def test_doubled_keys_of_somebody_else_are_one_sentence(
    server: Server, database: Neo4jGraph
) -> None:
    server.forget_schema()
    database.query("UNWIND [1, 2] AS i CREATE (:Method {key: 'method:fjord'})")
    with pytest.raises(LoadError, match=r"nodes of its own that have the same label and key"):
        database.load(EXAMPLE)


def test_batches_do_not_show(database: Neo4jGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upsert, "BATCH", 1)
    assert totals(database.load(EXAMPLE)) == {"created": EVERYTHING}
    assert totals(database.load(EXAMPLE)) == {}
    assert content(database) == content(EXAMPLE)


class Breaking(MemoryGraph):
    """A graph whose stream of edges calls ``at_third`` before it goes on."""

    def __init__(self, graph: MemoryGraph, at_third: Callable[[], None]) -> None:
        super().__init__(graph.nodes(), graph.edges())
        self._at_third = at_third

    def edges(self) -> Iterator[Edge]:
        edges: Iterable[Edge] = super().edges()
        yield from islice(edges, 2)
        self._at_third()
        yield from edges


def test_a_node_that_vanishes_meanwhile_is_noticed(
    server: Server, database: Neo4jGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upsert, "BATCH", 1)
    graph = Breaking(EXAMPLE, server.clear)
    with pytest.raises(LoadError, match=r"somebody deletes nodes of the graph at the same time"):
        database.load(graph)
    database.load(EXAMPLE)
    assert content(database) == content(EXAMPLE)


@settings(max_examples=8)
@given(first=graphs(), second=graphs())
def test_any_graph_after_any_other(
    neo4j_server: Server, first: MemoryGraph, second: MemoryGraph
) -> None:
    with neo4j_server.connect() as database:
        database.load(first, prune=True)
        assert content(database) == content(first)
        planned = database.load(second, prune=True, dry_run=True)
        assert content(database) == content(first)
        assert database.load(second, prune=True) == planned
        assert content(database) == content(second)
        assert totals(database.load(second, prune=True)) == {}
