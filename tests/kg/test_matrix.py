import datetime
from collections.abc import Iterator

import pytest

from kg.graph import Graph
from kg.matrix import Matrix, Order, matrix
from tests.fields import annotated, entity, store

PAIRS = [
    ("Ant", "RedBench", "50", "error"),
    ("Bee", "BlueBench", None, None),
    ("Ant", "RedBench", "40", "error"),
    ("Cow", "RedBench", "45", "error"),
    ("Dog", "BlueBench", "80", "accuracy"),
    ("Ant", "GreyBench", None, None),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    field = [
        annotated(
            {
                "id": str(i),
                "title": f"Paper {i}",
                "abstract": f"{model} is measured on {bench} with {metric} {value}.",
                "date": datetime.date(2024, 1, 9 - i),
            },
            entities=[
                entity("Model", model),
                entity("Benchmark", bench),
                *([entity("Metric", metric)] if metric else []),
            ],
            relations=[[model, "EVALUATED_ON", bench]],
            results=[{"subject": model, "on": bench, "metric": metric, "value": value}]
            if value
            else [],
        )
        for i, (model, bench, value, metric) in enumerate(PAIRS)
    ]
    with Graph(store(field, tmp_path_factory.mktemp("colours") / "colours.kg")) as opened:
        yield opened


def names(made: Matrix) -> tuple[list[str], list[str]]:
    return [line.node.name for line in made.rows], [line.node.name for line in made.columns]


def cells(made: Matrix) -> dict[tuple[str, str], tuple[int, str | None]]:
    rows, columns = names(made)
    return {(rows[c.row], columns[c.column]): (c.support, c.value) for c in made.cells}


def test_a_cell_has_its_support_and_the_best_value_in_the_metric_of_its_column(
    graph: Graph,
) -> None:
    made = matrix(graph)
    assert cells(made) == {
        ("Ant", "RedBench"): (2, "40"),
        ("Cow", "RedBench"): (1, "45"),
        ("Bee", "BlueBench"): (1, None),
        ("Dog", "BlueBench"): (1, "80"),
        ("Ant", "GreyBench"): (1, None),
    }
    metrics = {line.node.name: line.metric for line in made.columns}
    assert metrics == {"RedBench": "error", "BlueBench": "accuracy", "GreyBench": None}
    assert (made.all_rows, made.all_columns) == (4, 3)


def test_a_cell_quotes_who_says_so(graph: Graph) -> None:
    made = matrix(graph, rows=1, columns=1)
    (cell,) = made.cells
    assert cell.quote.sentence in {
        "Ant is measured on RedBench with error 50.",
        "Ant is measured on RedBench with error 40.",
    }
    assert (cell.first, cell.last) == (datetime.date(2024, 1, 7), datetime.date(2024, 1, 9))


@pytest.mark.parametrize(
    ("order", "rows", "columns"),
    [
        (Order.SUPPORT, ["Ant", "Bee", "Cow", "Dog"], ["RedBench", "BlueBench", "GreyBench"]),
        (Order.DATE, ["Ant", "Dog", "Cow", "Bee"], ["GreyBench", "BlueBench", "RedBench"]),
    ],
)
def test_rows_and_columns_are_ordered(
    graph: Graph, order: Order, rows: list[str], columns: list[str]
) -> None:
    assert names(matrix(graph, order=order)) == (rows, columns)


def test_clusters_stand_together(graph: Graph) -> None:
    rows, columns = names(matrix(graph, order=Order.CLUSTER))
    assert abs(rows.index("Bee") - rows.index("Dog")) == 1
    assert abs(columns.index("RedBench") - columns.index("GreyBench")) == 1


def test_columns_that_no_row_is_left_for_are_left_out(graph: Graph) -> None:
    made = matrix(graph, rows=1)
    assert names(made) == (["Ant"], ["RedBench", "GreyBench"])
    assert (made.all_rows, made.all_columns) == (4, 3)
