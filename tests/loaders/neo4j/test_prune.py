from kg.schema import EDGE_ENDS
from loaders.neo4j import Neo4jGraph
from tests.graphs import EXAMPLE, MemoryGraph
from tests.loaders.neo4j.test_upsert import content, stored, totals

NODES, EDGES = content(EXAMPLE)
GONE = "benchmark:icebench"
GONE_EDGES = sum(GONE in (edge.head, edge.tail) for edge in EDGES)
REST = MemoryGraph(
    [node for node in NODES if node.key != GONE],
    [edge for edge in EDGES if GONE not in (edge.head, edge.tail)],
)


def test_without_prune_nothing_is_deleted(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    assert totals(database.load(REST)) == {}
    assert content(database) == content(EXAMPLE)


def test_what_the_graph_no_longer_holds_is_deleted(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    changes = database.load(REST, prune=True)
    assert totals(changes) == {"deleted": 1 + GONE_EDGES}
    assert changes["Benchmark"].deleted == changes["EVALUATED_ON"].deleted == 1
    assert content(database) == content(REST)


def test_a_dry_run_deletes_nothing(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    before = stored(database)
    assert totals(database.load(REST, prune=True, dry_run=True)) == {"deleted": 1 + GONE_EDGES}
    assert stored(database) == before


def test_all_can_go(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    assert totals(database.load(MemoryGraph([], []), prune=True)) == {
        "deleted": len(NODES) + len(EDGES)
    }
    assert stored(database) == []


def test_what_others_wrote_stays_and_so_does_what_it_hangs_on(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    database.query(
        f"MATCH (b:Benchmark {{key: '{GONE}'}}), (m:Method) "
        "CREATE (b)-[:SEEN_BY]->(:Person {name: 'Ada'}), (m)-[:EVALUATED_ON]->(b), "
        "(:Benchmark {key: 'benchmark:mine'})"
    )
    does = {"deleted": GONE_EDGES, "kept": 1}
    assert totals(database.load(REST, prune=True, dry_run=True)) == does
    assert totals(database.load(REST, prune=True)) == does
    assert content(database) == content(REST), "what is kept is not of the graph"
    assert database.query(
        "MATCH (b:Benchmark)-[r]-(x) RETURN b.name, type(r) AS type ORDER BY type"
    ) == [{"b.name": "IceBench 🧊", "type": kind} for kind in ("EVALUATED_ON", "SEEN_BY")]
    assert totals(database.load(REST, prune=True)) == {}
    assert database.query("MATCH (b:Benchmark {key: 'benchmark:mine'}) RETURN count(*) AS n") == [
        {"n": 1}
    ]


def test_a_kept_node_comes_back_into_the_graph(database: Neo4jGraph) -> None:
    database.load(EXAMPLE)
    database.query(f"MATCH (b {{key: '{GONE}'}}) CREATE (b)-[:SEEN_BY]->(:Person)")
    database.load(REST, prune=True)
    assert totals(database.load(EXAMPLE)) == {"created": GONE_EDGES, "updated": 1}
    assert content(database) == content(EXAMPLE)


def test_every_type_of_edge_is_pruned(database: Neo4jGraph) -> None:
    assert set(EDGE_ENDS) >= {edge.label for edge in EDGES}
    database.load(EXAMPLE)
    bare = MemoryGraph(NODES, [])
    assert totals(database.load(bare, prune=True)) == {"deleted": len(EDGES)}
    assert content(database) == content(bare)
