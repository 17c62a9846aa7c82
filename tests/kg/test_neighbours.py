import pytest

from kg.errors import NotFoundError
from kg.graph import Graph
from kg.neighbours import neighbours
from kg.schema import Outcome


def test_every_step_shows_its_sentence_and_direction(birds: Graph) -> None:
    found = neighbours(birds, "model:heron", ["COMPARED_WITH", "INTRODUCES"])
    steps = {(item.label, item.node.key, item.incoming): item for item in found.items}
    assert set(steps) == {
        ("COMPARED_WITH", "model:kite", True),
        ("INTRODUCES", "paper:2401.00001", True),
    }
    assert found.total == 2
    compared = steps["COMPARED_WITH", "model:kite", True]
    assert compared.outcome is Outcome.BETTER
    assert "Heron" in compared.quote.sentence
    assert compared.quote.paper == "2403.00002"


def test_the_best_supported_come_first_and_mentions_last(birds: Graph) -> None:
    found = neighbours(birds, "benchmark:windbench")
    labels = [item.label for item in found.items]
    assert labels == sorted(labels, key=lambda label: label == "MENTIONS")
    supports = [item.support for item in found.items if item.label != "MENTIONS"]
    assert supports == sorted(supports, reverse=True)
    first = neighbours(birds, "benchmark:windbench", limit=1)
    assert (first.total, first.items) == (found.total, found.items[:1])


def test_a_paper_is_next_to_what_it_names(birds: Graph) -> None:
    found = neighbours(birds, "paper:2403.00002")
    assert found.items[0].node.key == "model:kite"
    assert {item.label for item in found.items} == {"INTRODUCES", "MENTIONS"}
    assert not any(item.incoming for item in found.items)


def test_edges_that_there_are_not_are_an_error(birds: Graph) -> None:
    with pytest.raises(NotFoundError, match=r"^no edge is called BEATS or uses; there are EVALU"):
        neighbours(birds, "model:heron", ["BEATS", "USES", "uses"])


def test_a_key_that_is_not_there_has_no_neighbours(birds: Graph) -> None:
    assert neighbours(birds, "model:none").total == 0
    assert neighbours(birds, "nonsense").total == 0
