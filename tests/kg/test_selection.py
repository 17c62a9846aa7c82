import pytest

from kg.graph import Graph
from kg.records import EntityNode
from kg.schema import EntityType
from kg.selection import Selection, select


def names(selection: Selection) -> set[str]:
    return {node.name for node in selection.nodes() if node.key in selection.entities}


def test_takes_all_but_metrics_where_all_fit(birds: Graph) -> None:
    made = select(birds)
    assert made.entities == {
        "model:kite",
        "model:heron",
        "model:heron-7b",
        "dataset:heron",
        "benchmark:windbench",
        "task:long-text-summarization",
    }
    assert made.left_out == 0


def test_with_all_types_and_room_nothing_is_lost_but_papers_that_say_nothing(birds: Graph) -> None:
    made = select(birds, types=list(EntityType))
    assert list(made.edges()) == list(birds.edges())
    assert [n for n in birds.nodes() if n not in set(made.nodes())] == list(
        birds.nodes(["paper:2406.00004"])
    )


def test_a_cut_keeps_what_most_papers_name_and_says_how_much_went(birds: Graph) -> None:
    made = select(birds, limit=2)
    # Kite and Heron are named by as many papers, but more is said of Kite.
    assert names(made) == {"WindBench", "Kite"}
    assert (made.candidates, made.left_out) == (6, 4)


@pytest.mark.parametrize("limit", range(1, 7))
@pytest.mark.parametrize("focus", [None, "model:heron", "metric:accuracy"])
def test_a_smaller_cut_is_part_of_a_larger_one(birds: Graph, limit: int, focus: str | None) -> None:
    smaller, larger = select(birds, focus, limit=limit), select(birds, focus, limit=limit + 1)
    assert smaller.entities <= larger.entities
    assert len(smaller.entities) == min(limit, smaller.candidates)
    assert focus is None or focus in smaller.entities


@pytest.mark.parametrize(
    ("focus", "depth", "expected"),
    [
        ("dataset:heron", 1, {"Heron", "Kite"}),
        ("dataset:heron", 2, {"Heron", "Kite", "Heron-7B", "WindBench", "long-text summarization"}),
        ("metric:accuracy", 1, {"accuracy", "Kite", "Heron", "WindBench"}),
        ("paper:2401.00001", 1, {"Heron", "WindBench"}),
    ],
)
def test_a_focus_reaches_its_neighbours(
    birds: Graph, focus: str, depth: int, expected: set[str]
) -> None:
    made = select(birds, focus, depth)
    assert names(made) == expected
    assert made.focus == focus


def test_types_narrow_all_but_the_focus(birds: Graph) -> None:
    made = select(birds, "benchmark:windbench", types=[EntityType.MODEL])
    assert names(made) == {"WindBench", "Kite", "Heron"}


def test_is_a_graph_without_loose_ends(birds: Graph) -> None:
    made = select(birds, "model:heron", limit=3)
    keys = [node.key for node in made.nodes()]
    assert all(edge.head in keys and edge.tail in keys for edge in made.edges())
    labels = {edge.label for edge in made.edges()}
    assert {"INTRODUCES", "COMPARED_WITH", "BUILDS_ON"} <= labels


def test_results_come_with_subject_test_bed_and_metric_or_not_at_all(birds: Graph) -> None:
    with_bed = select(birds, "benchmark:windbench", types=[EntityType.MODEL])
    assert sum(node.label == "Result" for node in with_bed.nodes()) == 2
    assert sum(isinstance(n, EntityNode) and n.name == "accuracy" for n in with_bed.nodes()) == 1
    without = select(birds, types=[EntityType.MODEL])
    assert not [node for node in without.nodes() if node.label == "Result"]


def test_same_graph_same_choice(birds: Graph) -> None:
    assert select(birds, limit=3) == select(birds, limit=3)
