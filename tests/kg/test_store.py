import datetime
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

import kg.store
from kg.errors import GraphError, QueryError
from kg.plugins import GraphLike
from kg.store import Store
from tests.full_disk import disk, files_of_at_most
from tests.graphs import EXAMPLE, FIRST, MemoryGraph, graphs


def stored(graph: GraphLike, path: Path) -> Store:
    """``graph`` written to ``path`` and opened again."""
    with Store.create(path) as store:
        store.write_nodes(graph.nodes())
        store.write_edges(graph.edges())
    return Store(path)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(EXAMPLE, tmp_path_factory.mktemp("store") / "graph.kg") as store:
        yield store


@settings(max_examples=10)
@given(graphs())
def test_nodes_and_edges_come_back_in_order(graph: MemoryGraph) -> None:
    with TemporaryDirectory() as folder, stored(graph, Path(folder, "graph.kg")) as store:
        assert list(store.nodes()) == list(graph.nodes())
        assert list(store.edges()) == list(graph.edges())


@pytest.mark.parametrize("size", [1, 2, 7])
def test_slices_of_any_size_give_all_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(kg.store, "NODES_A_SLICE", size)
    with stored(EXAMPLE, tmp_path / "graph.kg") as store:
        assert list(store.nodes()) == list(EXAMPLE.nodes())
        assert list(store.edges()) == list(EXAMPLE.edges())


@pytest.mark.parametrize("few", [0, 3, 1000])
def test_only_what_has_these_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(kg.store, "FEW_KEYS", few)
    nodes, edges = list(EXAMPLE.nodes()), list(EXAMPLE.edges())
    some = [node.key for node in nodes[::2]]
    with stored(EXAMPLE, tmp_path / "graph.kg") as store:
        assert list(store.nodes(keys=some)) == nodes[::2]
        assert list(store.nodes(keys=[])) == []
        assert list(store.edges(some, some)) == [
            edge for edge in edges if edge.head in some and edge.tail in some
        ]
        assert list(store.edges(heads=some[:1])) == [e for e in edges if e.head == some[0]]
        assert list(store.edges(tails=some[:4])) == [e for e in edges if e.tail in some[:4]]
        assert list(store.edges(heads=[])) == []


def test_more_nodes_can_follow_before_it_is_closed(tmp_path: Path) -> None:
    nodes = list(EXAMPLE.nodes())
    with Store.create(tmp_path / "graph.kg") as store:
        for node in nodes:
            store.write_nodes([node])
        assert list(store.nodes()) == nodes
    with Store(tmp_path / "graph.kg") as store:
        assert list(store.nodes()) == nodes


def _write_twice(path: Path) -> None:
    with Store.create(path) as store:
        store.write_nodes(EXAMPLE.nodes())
        store.write_nodes(EXAMPLE.nodes())


def test_a_key_that_is_there_already_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"paper:2401\.00001"):
        _write_twice(tmp_path / "graph.kg")


@pytest.mark.parametrize("content", [b"", b"MATCH (n) RETURN n", bytes(range(256)) * 100])
def test_a_file_that_is_no_graph_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "graph.kg"
    path.write_bytes(content)
    with pytest.raises(GraphError, match=r"graph\.kg") as raised:
        Store(path)
    assert "\n" not in str(raised.value)


def test_answers_are_plain_data(example: Store) -> None:
    cypher = "MATCH (m {name: $name}) RETURN m, m.first AS first, m.aliases AS aliases, NULL AS no"
    (row,) = example.query(cypher, {"name": "Fjord"})
    assert row == {
        "m": {
            "label": "Method",
            "key": "method:fjord",
            "name": "Fjord",
            "aliases": ["FJ; or, cold start", "فيورد"],
            "papers": 2,
            "first": "2024-01-02",
            "last": "2024-03-04",
            "type_votes": ["Method=2"],
        },
        "first": "2024-01-02",
        "aliases": ["FJ; or, cold start", "فيورد"],
        "no": None,
    }


def test_an_edge_is_its_label_and_properties(example: Store) -> None:
    (row,) = example.query("MATCH (:Method)-[e:EVALUATED_ON]->() RETURN e", {})
    assert row["e"]["label"] == "EVALUATED_ON"
    assert row["e"]["support"] == 1
    assert row["e"]["papers"] == ["2401.00001"]
    assert "outcome" not in row["e"]


def test_a_path_is_its_nodes_and_edges(example: Store) -> None:
    cypher = "MATCH p = (:Paper)-[:INTRODUCES]->(:Method) RETURN p"
    (row,) = example.query(cypher, {})
    assert [node["key"] for node in row["p"]["nodes"]] == ["paper:2401.00001", "method:fjord"]
    assert [edge["label"] for edge in row["p"]["relationships"]] == ["INTRODUCES"]


def test_parameters_are_values_and_nothing_else(example: Store) -> None:
    hostile = "x' OR 1=1 //"
    assert list(example.query("RETURN $x AS x", {"x": hostile})) == [{"x": hostile}]
    day = datetime.date(2024, 1, 2)
    cypher = "MATCH (p:Paper) WHERE p.date = $day RETURN p.title AS title"
    assert [row["title"] for row in example.query(cypher, {"day": day})] == [
        "Fjord: Cold Starts for Language Models"
    ]


@pytest.mark.parametrize("given", [{}, {"nmae": "BERT"}])
def test_a_parameter_without_a_value_is_an_error(example: Store, given: dict[str, str]) -> None:
    """The database would take it for null, and find nothing."""
    with pytest.raises(QueryError, match=r"no value for \$name"):
        example.query("MATCH (n {name: $name}) RETURN n.key // not $this", given)
    assert example.query("RETURN '$name' AS text", {}) == [{"text": "$name"}]


def test_an_error_of_a_query_shows_where(example: Store) -> None:
    with pytest.raises(QueryError, match=r"line: 1, offset: 10(.|\n)*MATCH \(n\) RETRUN n"):
        list(example.query("MATCH (n) RETRUN n", {}))


@pytest.mark.parametrize("pattern", ["[:ON]", "[e:OF|ON]", "[: on ]"])
def test_a_relation_that_is_a_word_of_cypher_is_to_be_quoted(example: Store, pattern: str) -> None:
    with pytest.raises(QueryError, match=r"^write `ON` in backticks"):
        example.query(f"MATCH (r)-{pattern}->(b) RETURN r.value", {})


def test_a_graph_that_is_open_for_reading_stays_as_it_is(example: Store) -> None:
    with pytest.raises(QueryError, match="reading only"):
        list(example.query("MATCH (n) DETACH DELETE n", {}))


def test_several_can_read_at_once(example: Store, tmp_path: Path) -> None:
    with stored(EXAMPLE, tmp_path / "graph.kg") as one, Store(tmp_path / "graph.kg") as other:
        assert list(one.nodes()) == list(other.nodes())


KILOBYTE, MEGABYTE = 1024, 1024**2


@pytest.mark.parametrize("size", [64 * KILOBYTE, MEGABYTE + 8 * KILOBYTE, 2 * MEGABYTE])
def test_a_full_disk_is_one_sentence(tmp_path: Path, size: int) -> None:
    full = r"(cannot write in .*: No space left on device|is the disk full\?)$"
    with disk(size, tmp_path) as folder, pytest.raises(GraphError, match=full):
        stored(EXAMPLE, folder / "graph.kg")


@pytest.mark.parametrize("size", [64 * KILOBYTE, MEGABYTE])
def test_a_file_that_may_not_grow_is_one_sentence(tmp_path: Path, size: int) -> None:
    full = r"(cannot write in .*: File too large|is the disk full\?)$"
    with files_of_at_most(size), pytest.raises(GraphError, match=full):
        stored(EXAMPLE, tmp_path / "graph.kg")


def test_want_of_memory_is_not_taken_for_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.store, "WRITING_POOL", 48 * MEGABYTE)
    with pytest.raises(GraphError, match="needs more memory"):
        _write_many(tmp_path / "graph.kg")


def _write_many(path: Path) -> None:
    with Store.create(path) as store:
        for chunk in range(20):
            for_all = {"abstract": "word " * 300}
            keys = (f"paper:{chunk}.{number}" for number in range(500))
            store.write_nodes(FIRST.model_copy(update={**for_all, "key": key}) for key in keys)
