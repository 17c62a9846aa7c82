"""Leaderboards: the results reported on a benchmark, ranked metric by metric."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kg.answers import Quote, Ref, Some, some
from kg.graph import Graph
from kg.records import Record, paper_key
from kg.schema import BENCHMARK, DATASET, PAPER, TASK, label_of

LIMIT = 50
"""How many places of a ranking are taken, unless told."""

MEASURED: tuple[str, ...] = (BENCHMARK, DATASET, TASK)
"""The labels of what has a leaderboard, the likeliest first."""

_LESS_IS_BETTER = re.compile(
    r"\b(bit|bits|bpb|bpc|bpd|brier|calibration|cer|cost|deviation|distance|divergence|ece|energy|"
    r"error|errors|fad|fid|fvd|kid|latency|loss|lpips|mae|mape|memory|mse|mses|mr|nfe|nll|"
    r"parameters|perplexity|ppl|regret|rmse|runtime|size|time|toxicity|violation|wer)\b",
    re.IGNORECASE,
)
"""Words of a metric's name that say that less is better. The graph itself does not know it."""

_RESULTS = """
MATCH (p:Paper)-[e:REPORTS]->(r:Result)-[:`ON`]->(b)
WHERE b.key = $key
OPTIONAL MATCH (r)-[:OF]->(m)
OPTIONAL MATCH (r)-[:MEASURED_BY]->(k:Metric)
RETURN r.key AS key, r.value AS value, r.number AS number, r.unit AS unit,
       m.key AS subject, m.name AS subject_name, k.key AS metric, k.name AS metric_name,
       p.key AS paper, p.title AS title, p.date AS date,
       e.sentence AS sentence, e.confidence AS confidence
ORDER BY key
"""


class Place(Record):
    """A reported result: ``value`` without LaTeX, ``subject`` what it is a result of."""

    key: str
    value: str
    number: float | None
    unit: str | None
    subject: Ref | None
    metric: Ref | None
    paper: Ref
    date: datetime.date | None
    quote: Quote


class Ranking(Record):
    """Results of one metric in one unit, the best first."""

    metric: Ref
    unit: str | None
    less_is_better: bool
    places: Some[Place]


class Leaderboard(Record):
    """All results on a benchmark, dataset or task.

    ``unranked`` are those that cannot be held against others: they name no metric, give a gain
    (``+3.1``), or no number. The latest come first.
    """

    on: Ref
    rankings: tuple[Ranking, ...]
    unranked: Some[Place]


def leaderboard(graph: Graph, key: str, limit: int = LIMIT) -> Leaderboard:
    """The leaderboard of the benchmark, dataset or task whose key is ``key``.

    Args:
        graph: where it is.
        key: its key, which must be there.
        limit: how many places of each ranking to take. Rankings with most results come first.
    """
    (node,) = graph.nodes([key])
    ranked: dict[tuple[str, str], list[Place]] = defaultdict(list)
    unranked = []
    for place in _places(graph, key):
        if place.metric is None or place.number is None or place.value.startswith("+"):
            unranked.append(place)
        else:
            ranked[place.metric.key, _scale(place.number, place.unit)].append(place)
    unranked.sort(key=lambda place: place.date or datetime.date.min, reverse=True)
    rankings = [_ranking(places, limit) for places in ranked.values()]
    rankings.sort(key=lambda r: (-r.places.total, r.metric.name, r.unit or ""))
    return Leaderboard(
        on=Ref(key=node.key, label=node.label, name=node.name),
        rankings=tuple(rankings),
        unranked=some(unranked, limit, lambda place: place),
    )


def less_is_better(metric: str) -> bool:
    """Whether a metric of this name is one of errors, losses or costs, as far as words tell."""
    return bool(_LESS_IS_BETTER.search(metric))


def _places(graph: Graph, key: str) -> Iterable[Place]:
    for row in graph.query(_RESULTS, key=key):
        yield Place(
            key=row["key"],
            value=row["value"],
            number=row["number"],
            unit=row["unit"],
            subject=_ref(row, "subject"),
            metric=_ref(row, "metric"),
            paper=Ref(key=row["paper"], label=PAPER, name=row["title"]),
            date=row["date"],
            quote=Quote(
                paper=row["paper"].removeprefix(paper_key("")),
                sentence=row["sentence"],
                confidence=row["confidence"],
            ),
        )


def _ref(row: dict[str, Any], role: str) -> Ref | None:
    key = row[role]
    return key and Ref(key=key, label=label_of(key), name=row[f"{role}_name"])


def _scale(number: float, unit: str | None) -> str:
    """What figures of one metric must share to be held against each other.

    Papers print 71.5 where they mean 71.5%, but 0.715 is on another scale.
    """
    return unit or ("%" if abs(number) > 1 else "")


def _ranking(places: list[Place], limit: int) -> Ranking:
    metric = places[0].metric
    assert metric is not None
    less = less_is_better(metric.name)

    def rank(place: Place) -> tuple[float, datetime.date, str]:
        assert place.number is not None
        number = place.number if less else -place.number
        return number, place.date or datetime.date.max, place.key

    places = sorted(places, key=rank)
    units = {place.unit for place in places}
    return Ranking(
        metric=metric,
        unit=max(units, key=lambda unit: unit or ""),
        less_is_better=less,
        places=some(places, limit, lambda place: place),
    )
