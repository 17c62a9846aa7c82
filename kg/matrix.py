"""The matrix: which methods and models were measured on which benchmarks and datasets."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any

from kg.answers import Quote, Ref, refs
from kg.graph import Graph
from kg.leaderboard import less_is_better
from kg.records import Record

LIMIT = 40
"""Rows and columns that are taken, unless told."""

_ROUNDS = 20
"""How often rows and columns are ordered by each other; by then nothing moves any more."""

_MEASURED = (
    "MATCH (m)-[e:EVALUATED_ON]->(b) RETURN m.key AS head, b.key AS tail, e.support AS support"
)
_CELLS = """
MATCH (m)-[e:EVALUATED_ON]->(b)
WHERE m.key IN $rows AND b.key IN $columns
RETURN m.key AS head, b.key AS tail, e.support AS support, e.first AS first, e.last AS last,
       e.papers AS papers, e.sentences AS sentences, e.confidences AS confidences
ORDER BY head, tail
"""
_FIGURES = """
MATCH (m)<-[:OF]-(r:Result)-[:`ON`]->(b), (r)-[:MEASURED_BY]->(k:Metric)
WHERE m.key IN $rows AND b.key IN $columns AND r.number IS NOT NULL
      AND NOT r.value STARTS WITH '+'
RETURN m.key AS head, b.key AS tail, k.name AS metric, r.value AS value, r.number AS number
ORDER BY head, tail, metric, number, value
"""


class Order(StrEnum):
    """How rows and columns follow each other."""

    SUPPORT = "support"
    DATE = "date"
    CLUSTER = "cluster"


class Line(Record):
    """A row or a column, with the metric that the figures of a column are given in, if any."""

    node: Ref
    support: int
    first: datetime.date | None
    metric: str | None


class Cell(Record):
    """What is measured: the row and column that it is in (from 0), and the sentence that says so.

    ``value`` is the best figure reported in the metric of the column.
    """

    row: int
    column: int
    support: int
    first: datetime.date | None
    last: datetime.date | None
    value: str | None
    quote: Quote


class Matrix(Record):
    """The best supported rows and columns of the ``all_rows`` and ``all_columns`` of the graph."""

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[Cell, ...]
    all_rows: int
    all_columns: int


def matrix(
    graph: Graph, rows: int = LIMIT, columns: int = LIMIT, order: Order = Order.SUPPORT
) -> Matrix:
    """The methods and models measured on most of the benchmarks and datasets used most.

    Args:
        graph: where they are.
        rows: how many methods and models to take at most.
        columns: how many benchmarks and datasets.
        order: by support, the most first; by date, the first first; or so that those measured on
            the same stand together.
    """
    measured = graph.query(_MEASURED)
    bearing: Counter[str] = Counter()
    for pair in measured:
        bearing[pair["tail"]] += pair["support"]
    chosen_columns = _most(bearing, columns)
    carried: Counter[str] = Counter()
    for pair in measured:
        if pair["tail"] in chosen_columns:
            carried[pair["head"]] += pair["support"]
    chosen_rows = _most(carried, rows)
    picture = _Picture(graph, chosen_rows, chosen_columns)
    row_keys, column_keys = picture.ordered(order)
    return Matrix(
        rows=tuple(picture.lines(row_keys)),
        columns=tuple(picture.lines(column_keys)),
        cells=tuple(picture.cells(row_keys, column_keys)),
        all_rows=len({pair["head"] for pair in measured}),
        all_columns=len(bearing),
    )


class _Picture:
    """The chosen part of the matrix, whose rows and columns are yet to be ordered."""

    def __init__(self, graph: Graph, rows: list[str], columns: list[str]) -> None:
        self._keys = rows, columns
        chosen = {"rows": rows, "columns": columns}
        self._refs = refs(graph, [*rows, *columns])
        self._found = {(row["head"], row["tail"]): row for row in graph.rows(_CELLS, chosen)}
        figures = graph.rows(_FIGURES, chosen)
        self._metrics = _metrics(figures)
        self._values = _best(figures, self._metrics)
        self._support: Counter[str] = Counter()
        self._first: dict[str, datetime.date] = {}
        for ends, cell in self._found.items():
            for key in ends:
                self._support[key] += cell["support"]
                if cell["first"]:
                    first = datetime.date.fromisoformat(cell["first"])
                    self._first[key] = min(first, self._first.get(key, first))

    def ordered(self, order: Order) -> tuple[list[str], list[str]]:
        # A column may be left without any of the chosen rows.
        rows, columns = (
            sorted(filter(self._support.get, keys), key=self._by_support) for keys in self._keys
        )
        if order is Order.DATE:
            return sorted(rows, key=self._by_date), sorted(columns, key=self._by_date)
        return self._clustered(rows, columns) if order is Order.CLUSTER else (rows, columns)

    def lines(self, keys: list[str]) -> Iterator[Line]:
        for key in keys:
            yield Line(
                node=self._refs[key],
                support=self._support[key],
                first=self._first.get(key),
                metric=self._metrics.get(key),
            )

    def cells(self, rows: list[str], columns: list[str]) -> Iterator[Cell]:
        for i, row in enumerate(rows):
            for j, column in enumerate(columns):
                if cell := self._found.get((row, column)):
                    sure, paper, sentence = max(
                        zip(cell["confidences"], cell["papers"], cell["sentences"], strict=True),
                        key=lambda item: item[0],
                    )
                    yield Cell(
                        row=i,
                        column=j,
                        support=cell["support"],
                        first=cell["first"],
                        last=cell["last"],
                        value=self._values.get((row, column)),
                        quote=Quote(paper=paper, sentence=sentence, confidence=sure),
                    )

    def _by_support(self, key: str) -> tuple[int, str]:
        return -self._support[key], key

    def _by_date(self, key: str) -> datetime.date:
        return self._first.get(key, datetime.date.max)

    def _clustered(self, rows: list[str], columns: list[str]) -> tuple[list[str], list[str]]:
        """By the barycentre heuristic (Sugiyama, Tagawa and Toda 1981): each row stands at the
        mean place of its columns, and each column at that of its rows, in turn."""
        across, down = defaultdict(list), defaultdict(list)
        for row, column in self._found:
            across[row].append(column)
            down[column].append(row)
        for _ in range(_ROUNDS):
            columns = _at_means(columns, down, rows)
            rows = _at_means(rows, across, columns)
        return rows, columns


def _at_means(keys: list[str], joined: Mapping[str, list[str]], others: list[str]) -> list[str]:
    place = {key: i for i, key in enumerate(others)}

    def mean(key: str) -> float:
        return sum(place[other] for other in joined[key]) / len(joined[key])

    return sorted(keys, key=mean)


def _most(counts: Counter[str], limit: int) -> list[str]:
    return sorted(counts, key=lambda key: (-counts[key], key))[:limit]


def _metrics(figures: Collection[dict[str, Any]]) -> dict[str, str]:
    """The metric of most figures of each column."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for figure in figures:
        counts[figure["tail"]][figure["metric"]] += 1
    return {column: min(n, key=lambda metric: (-n[metric], metric)) for column, n in counts.items()}


def _best(
    figures: Collection[dict[str, Any]], metrics: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for figure in figures:
        metric = metrics[figure["tail"]]
        if figure["metric"] == metric:
            ends = figure["head"], figure["tail"]
            number = figure["number"] * (-1 if less_is_better(metric) else 1)
            best[ends] = max(best.get(ends, (number, figure["value"])), (number, figure["value"]))
    return {ends: value for ends, (_, value) in best.items()}
