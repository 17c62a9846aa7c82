import datetime
from collections.abc import Iterator

import pytest

from kg.graph import Graph
from kg.leaderboard import leaderboard, less_is_better
from tests.fields import annotated, entity, store

DAYS = [datetime.date(2024, 1, day) for day in range(1, 9)]
FIGURES = [
    ("Ant", "accuracy", r"$71.5$\%"),
    ("Bee", "accuracy", "80"),
    ("Cow", "accuracy", "0.91"),
    ("Dog", "perplexity", "12.5"),
    ("Elk", "perplexity", "7.5"),
    ("Fox", None, "99"),
    ("Gnu", "accuracy", r"$+3.1\%$"),
    ("Hen", "accuracy", "two orders"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    field = [
        annotated(
            {
                "id": name,
                "title": f"On {name}",
                "abstract": f"On MooBench {name} has {metric or 'a score'} of {value}.",
                "date": day,
            },
            entities=[
                entity("Model", name, new=True),
                entity("Benchmark", "MooBench"),
                *([entity("Metric", metric)] if metric else []),
            ],
            results=[{"subject": name, "on": "MooBench", "metric": metric, "value": value}],
        )
        for day, (name, metric, value) in zip(DAYS, FIGURES, strict=True)
    ]
    with Graph(store(field, tmp_path_factory.mktemp("moo") / "moo.kg")) as opened:
        yield opened


def test_metrics_and_scales_are_never_ranked_together(graph: Graph) -> None:
    board = leaderboard(graph, "benchmark:moobench")
    assert board.on.name == "MooBench"
    ranked = [
        (
            r.metric.name,
            r.unit,
            r.less_is_better,
            [p.subject.name for p in r.places.items if p.subject],
        )
        for r in board.rankings
    ]
    assert ranked == [
        ("accuracy", "%", False, ["Bee", "Ant"]),
        ("perplexity", None, True, ["Elk", "Dog"]),
        ("accuracy", None, False, ["Cow"]),
    ]


def test_what_cannot_be_ranked_is_listed_from_the_latest(graph: Graph) -> None:
    unranked = leaderboard(graph, "benchmark:moobench").unranked
    assert [place.value for place in unranked.items] == ["two orders", "+3.1%", "99"]


def test_a_place_has_its_paper_day_and_sentence(graph: Graph) -> None:
    (first, *_) = leaderboard(graph, "benchmark:moobench").rankings[0].places.items
    assert (first.value, first.number, first.date) == ("80", 80.0, DAYS[1])
    assert first.paper.name == "On Bee"
    assert first.quote.sentence == "On MooBench Bee has accuracy of 80."


def test_limit_keeps_the_best_and_counts_the_rest(graph: Graph) -> None:
    places = leaderboard(graph, "benchmark:moobench", limit=1).rankings[0].places
    assert (places.total, [place.value for place in places.items]) == (2, ["80"])


def test_what_nothing_was_measured_on_has_an_empty_leaderboard(birds: Graph) -> None:
    board = leaderboard(birds, "dataset:heron")
    assert (board.rankings, board.unranked.total) == ((), 0)


@pytest.mark.parametrize("metric", ["perplexity", "top-5 error", "FID", "WER", "training loss"])
def test_of_errors_and_costs_less_is_better(metric: str) -> None:
    assert less_is_better(metric)


@pytest.mark.parametrize("metric", ["accuracy", "F1", "BLEU", "pass@1", "mIoU", "timeliness"])
def test_of_scores_more_is_better(metric: str) -> None:
    assert not less_is_better(metric)
