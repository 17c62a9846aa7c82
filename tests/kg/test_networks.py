import datetime

from kg.networks import to_networkx
from tests.graphs import EXAMPLE


def test_nodes_and_edges_carry_all_that_the_graph_holds() -> None:
    network = to_networkx(EXAMPLE)
    assert network.number_of_nodes() == 7
    assert network.nodes["model:o-brien-7b"] == {
        "type": "Model",
        "name": "O'Brien-7B",
        "aliases": [],
        "papers": 2,
        "first": datetime.date(2024, 1, 2),
        "last": datetime.date(2024, 3, 4),
        "type_votes": ["Method=1", "Model=1"],
    }
    assert network.nodes["paper:2401.00001"]["name"] == "Fjord: Cold Starts for Language Models"
    edge = network.edges["method:fjord", "model:o-brien-7b", "COMPARED_WITH"]
    assert edge["papers"] == ["2401.00001", "hep-th/9901001"]
    assert edge["outcomes"] == ["better", "worse"]
    assert edge["support"] == 2


def test_what_is_missing_is_left_out() -> None:
    network = to_networkx(EXAMPLE)
    assert "url" not in network.nodes["paper:hep-th/9901001"]
    assert "outcome" not in network.edges["paper:2401.00001", "method:fjord", "INTRODUCES"]


def test_papers_can_be_taken_out_for_the_graph_of_things_alone() -> None:
    network = to_networkx(EXAMPLE)
    things = [key for key, kind in network.nodes(data="type") if kind not in ("Paper", "Result")]
    assert set(network.subgraph(things).edges(keys=True)) == {
        ("method:fjord", "model:o-brien-7b", "COMPARED_WITH"),
        ("method:fjord", "benchmark:icebench", "EVALUATED_ON"),
    }
