from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.extraction import Annotated
from kg.graph import Graph
from kg.lookup import Directory, find, named
from tests.fields import annotated, entity, store


def keys(graph: Graph, name: str, label: str | None = None) -> list[str]:
    return [node.key for node in find(graph, name, label)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("model:kite", "model:kite"),
        ("Kite", "model:kite"),
        ("  KITES ", "model:kite"),
        ("Wind-Benchmark", "benchmark:windbench"),
        ("kite: gliding over long texts", "paper:2403.00002"),
        ("2403.00002", "paper:2403.00002"),
        ("paper:2403.00002", "paper:2403.00002"),
    ],
)
def test_finds_by_key_name_alias_title_and_id(birds: Graph, name: str, key: str) -> None:
    assert keys(birds, name) == [key]


def test_lists_homonyms_by_papers_and_tells_them_apart_by_type(birds: Graph) -> None:
    assert keys(birds, "Heron") == ["model:heron", "dataset:heron"]
    assert keys(birds, "Heron", "Dataset") == ["dataset:heron"]


def test_a_name_outweighs_an_alias_unless_hardly_anybody_uses_it(tmp_path: Path) -> None:
    def field(long_forms: int) -> list[Annotated]:
        text = {"title": "On crows", "abstract": "Crow Big, or Crow."}
        return [
            annotated({"id": "0", **text}, entities=[entity("Task", "Crow")]),
            *(
                annotated({"id": str(i), **text}, entities=[entity("Model", "Crow Big", "Crow")])
                for i in range(1, long_forms + 1)
            ),
        ]

    for long_forms, expected in ((5, "task:crow"), (11, "model:crow-big")):
        with Graph(store(field(long_forms), tmp_path / f"{long_forms}.kg")) as graph:
            found = find(graph, "Crow")
        assert {node.key for node in found} == {"task:crow", "model:crow-big"}
        assert found[0].key == expected


def test_a_key_is_no_name_of_another_type(birds: Graph) -> None:
    with pytest.raises(NotFoundError, match="no Task is called model:kite"):
        find(birds, "model:kite", "Task")


@pytest.mark.parametrize(
    ("name", "near"),
    [("Kitte", "Kite"), ("windbnch", "WindBench"), ("Kite: Gliding over Texts", "Long Texts")],
)
def test_suggests_near_names(birds: Graph, name: str, near: str) -> None:
    with pytest.raises(NotFoundError, match=f"is called {name}; did you mean .*{near}.*\\?$"):
        find(birds, name)


@pytest.mark.parametrize("name", ["", "qqqqqq", "[red]", "'; MATCH (n) DETACH DELETE n"])
def test_suggests_nothing_where_nothing_is_near(birds: Graph, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find(birds, name)
    assert str(caught.value) == f"no node is called {name}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kite", ["model:kite", "paper:2403.00002"]),
        ("windb", ["benchmark:windbench"]),
        ("gliding", ["paper:2403.00002"]),
        ("Kitte", ["model:kite"]),
        ("", []),
        ("qqqqqq", []),
    ],
)
def test_search_goes_from_the_name_itself_to_what_comes_near(
    birds: Graph, text: str, expected: list[str]
) -> None:
    found = [node.key for node in Directory(named(birds)).search(text)]
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_search_keeps_to_a_label_and_a_limit(birds: Graph) -> None:
    directory = Directory(named(birds))
    assert {node.label for node in directory.search("heron", "Dataset")} == {"Dataset"}
    assert len(directory.search("heron", limit=1)) == 1
