import datetime
from pathlib import Path

from kg.graph import Graph
from kg.statistics import Papers, Statistics, Support, TopNode, statistics
from kg.store import Store


def test_counts_what_the_graph_holds(birds: Graph) -> None:
    counted = statistics(birds)
    assert counted.papers == Papers(
        count=4,
        first=datetime.date(2024, 1, 2),
        last=datetime.date(2024, 5, 6),
        without_date=1,
        without_entities=1,
        without_contributions=2,
        without_results=2,
    )
    assert counted.nodes == {
        "Paper": 4,
        "Method": 0,
        "Model": 3,
        "Dataset": 1,
        "Benchmark": 1,
        "Task": 1,
        "Metric": 1,
        "Result": 2,
    }
    assert counted.edges["COMPARED_WITH"] == 2
    assert sum(counted.edges.values()) == birds.size()[1]


def test_support_counts_relations_by_papers(birds: Graph) -> None:
    assert statistics(birds).support == (
        Support(papers=1, relations=6),
        Support(papers=2, relations=1),
    )


def test_lists_what_most_papers_name(birds: Graph) -> None:
    assert statistics(birds).top["Model"] == (
        TopNode(key="model:heron", name="Heron", papers=2),
        TopNode(key="model:kite", name="Kite", papers=2),
        TopNode(key="model:heron-7b", name="Heron-7B", papers=1),
    )


def test_an_empty_graph_counts_to_nothing(tmp_path: Path) -> None:
    Store.create(tmp_path / "empty.kg").close()
    with Graph(tmp_path / "empty.kg") as graph:
        counted = statistics(graph)
    assert counted == Statistics.model_validate_json(counted.model_dump_json())
    assert (counted.papers.count, counted.support, counted.top["Task"]) == (0, (), ())
    assert not any((counted.nodes | counted.edges).values())
