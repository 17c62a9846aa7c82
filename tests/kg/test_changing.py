"""A changed graph is what it was to be, whichever way the change was written."""

import datetime
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.changing
from kg.change import Change
from kg.changing import LONGEST_LOG, write_changed
from kg.errors import GraphError
from kg.graph import Graph
from kg.graph_files import log_of
from kg.plugins import GraphLike
from kg.records import Edge, EntityNode, Evidence
from kg.replacing import replacing
from kg.schema import EntityType, Outcome
from kg.store import Store
from tests.full_disk import disk
from tests.graphs import EXAMPLE, MemoryGraph, graphs

LOGS = [0, LONGEST_LOG]


def between(old: GraphLike, new: GraphLike) -> Change:
    """What makes ``new`` of ``old``."""
    nodes_were, nodes_are = ({node.key: node for node in graph.nodes()} for graph in (old, new))
    were, are = ({edge.key: edge for edge in graph.edges()} for graph in (old, new))
    return Change.of(
        {
            key: nodes_are.get(key)
            for key in nodes_were.keys() | nodes_are.keys()
            if nodes_were.get(key) != nodes_are.get(key)
        },
        [key for key, edge in were.items() if are.get(key) != edge],
        [edge for key, edge in are.items() if were.get(key) != edge],
    )


def written(graph: GraphLike, path: Path) -> Path:
    with Store.create(path) as store:
        store.write_nodes(graph.nodes())
        store.write_edges(graph.edges())
    return path


def change(path: Path, what: Change) -> None:
    with replacing(path) as draft:
        write_changed(path, draft, what)


def assert_is(path: Path, graph: GraphLike) -> None:
    with Store(path) as store:
        assert list(store.nodes()) == list(graph.nodes())
        assert list(store.edges()) == list(graph.edges())


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(graphs(), st.sampled_from(LOGS)), min_size=2, max_size=4))
def test_any_changes_one_after_the_other(steps: Sequence[tuple[MemoryGraph, int]]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        (old, _), *later = steps
        path = written(old, Path(folder, "graph.kg"))
        for new, longest in later:
            patch.setattr(kg.changing, "LONGEST_LOG", longest)
            change(path, between(old, new))
            assert_is(path, new)
            old = new


def field(seed: int, size: int) -> MemoryGraph:
    """A graph of so many methods, in which a tenth of the nodes and edges depend on ``seed``."""

    def evidence(number: int, count: int) -> Iterator[Evidence]:
        for place in range(count):
            yield Evidence(
                paper=f"p{place}",
                start=number + 1,
                end=number + 9,
                sentence=f"M{number} wins.",
                confidence=(1 + (number * 7 + place) % 99) / 100,
                outcome=[None, *Outcome][(number + place) % 4],
            )

    def own(number: int) -> int:
        return seed if number % 10 == 0 else 0

    day = datetime.date(2024, 1, 1)
    nodes = [
        EntityNode(key=f"method:m{number}", type=EntityType.METHOD, name=f"M{number}",
                   papers=1 + own(number), aliases=("M",) * (number % 3))
        for number in range(size - 40 * seed)
    ]  # fmt: skip
    edges = [
        Edge(head=f"method:m{number}", label=label, tail=f"method:m{(number * step + 1) % size}",
             evidence=tuple(evidence(number + own(number), 1 + (number + own(number)) % 3)),
             first=day, last=day)
        for label, step in (("USES", 1), ("BUILDS_ON", 3))
        for number in range(len(nodes))
        if (number * step + 1) % size < len(nodes) and (number * step + 1) % size != number
    ]  # fmt: skip
    return MemoryGraph(nodes, edges)


def test_numbers_in_lists_survive_many_changes_of_many_rows(tmp_path: Path) -> None:
    """The database's own checkpoint loses some of them, so there must be none."""
    fields = [field(seed, size=5000) for seed in range(3)]
    path = written(fields[0], tmp_path / "graph.kg")
    before = path.read_bytes()
    for old, new in ((0, 1), (1, 2), (2, 1), (1, 0), (0, 2)):
        change(path, between(fields[old], fields[new]))
    assert_is(path, fields[2])
    assert path.read_bytes() == before
    with Graph(path, writable=True) as graph:
        graph.query("MATCH (m:Method {key: 'method:m0'}) SET m.papers = 3")
    assert_is(path, fields[2])
    change(path, between(fields[2], fields[1]))
    assert_is(path, fields[1])


def test_a_log_that_would_grow_too_long_makes_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(EXAMPLE, tmp_path / "graph.kg")
    nothing = MemoryGraph([], [])
    with replacing(path) as draft:
        write_changed(path, draft, between(EXAMPLE, nothing))
    short = log_of(path).stat().st_size
    monkeypatch.setattr(kg.changing, "LONGEST_LOG", short + 1)
    change(path, between(nothing, EXAMPLE))
    assert not log_of(path).exists()
    assert_is(path, EXAMPLE)


def test_who_reads_a_graph_while_it_changes_sees_it_as_it_was(tmp_path: Path) -> None:
    path = written(EXAMPLE, tmp_path / "graph.kg")
    with Store(path) as before:
        change(path, between(EXAMPLE, MemoryGraph([], [])))
        with Store(path) as between_both:
            change(path, between(MemoryGraph([], []), EXAMPLE))
            assert list(between_both.nodes()) == []
        assert list(before.nodes()) == list(EXAMPLE.nodes())
    assert_is(path, EXAMPLE)


def test_a_disk_too_full_for_a_log_is_one_sentence(tmp_path: Path) -> None:
    """The database would end the process."""
    old, new = MemoryGraph([], []), field(0, size=3000)
    path = written(old, tmp_path / "graph.kg")
    what, size = between(old, new), 2 * path.stat().st_size
    (tmp_path / "disk").mkdir()
    with disk(size + 4 * 1024**2, tmp_path / "disk") as folder:
        graph = Path(shutil.copy(path, folder))
        with pytest.raises(GraphError, match="No space left"):
            change(graph, what)
        assert_is(graph, old)
    change(path, what)
    assert log_of(path).stat().st_size > 4 * 1024**2
    assert_is(path, new)


@pytest.mark.parametrize("fault", ["cut", "cut by a byte", "garbage", "a byte", "other"])
def test_a_log_that_is_broken_or_not_its_own_is_one_sentence(tmp_path: Path, fault: str) -> None:
    path, other = (written(EXAMPLE, tmp_path / name) for name in ("graph.kg", "other.kg"))
    nothing = MemoryGraph([], [])
    for each in (path, other):
        change(each, between(EXAMPLE, nothing))
    log = log_of(path).read_bytes()
    broken = {
        "cut": log[:-100],
        "cut by a byte": log[:-1],
        "garbage": b"garbage" * 100,
        "a byte": log[:500] + bytes([log[500] ^ 1]) + log[501:],
        "other": log_of(other).read_bytes(),
    }
    log_of(path).write_bytes(broken[fault])
    with pytest.raises(GraphError, match=r"graph.kg as a graph: its log is broken, or of another"):
        Store(path)
    log_of(path).unlink()
    assert_is(path, EXAMPLE)


def test_a_graph_that_is_cut_off_is_one_sentence(tmp_path: Path) -> None:
    path = written(EXAMPLE, tmp_path / "graph.kg")
    path.write_bytes(path.read_bytes()[:-8192])
    with pytest.raises(GraphError, match="as a graph: it is cut off"):
        Store(path)


@pytest.mark.parametrize("longest", LOGS)
def test_edges_that_a_query_drew_go_with_their_nodes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    monkeypatch.setattr(kg.changing, "LONGEST_LOG", longest)
    path, nothing = written(EXAMPLE, tmp_path / "graph.kg"), MemoryGraph([], [])
    with Graph(path, writable=True) as graph:
        graph.query("MATCH (a:Model), (b:Benchmark) CREATE (a)-[:EVALUATED_ON]->(b)")
    change(path, between(EXAMPLE, nothing))
    assert_is(path, nothing)


def test_both_files_of_a_graph_can_be_copied(tmp_path: Path) -> None:
    path, copy = written(MemoryGraph([], []), tmp_path / "graph.kg"), tmp_path / "copy.kg"
    change(path, between(MemoryGraph([], []), EXAMPLE))
    for file in (path, log_of(path)):
        shutil.copy(file, tmp_path / file.name.replace("graph", "copy"))
    assert_is(copy, EXAMPLE)
