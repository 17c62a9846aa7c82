import math

from kg.graph import Graph
from kg.rows import Rows

BY_PAPERS = "MATCH (m:Model) RETURN m.name AS name, m.papers AS papers ORDER BY papers DESC, name"


def test_an_answer_is_a_list_of_rows(birds: Graph) -> None:
    rows = birds.query(BY_PAPERS)
    assert isinstance(rows, list)
    assert rows == [dict(row) for row in rows]
    assert rows.columns == ("name", "papers")
    assert not rows.truncated


def test_an_answer_without_rows_has_columns(birds: Graph) -> None:
    rows = birds.query("MATCH (m:Model {name: 'none'}) RETURN m.name AS name")
    assert rows == []
    assert rows.columns == ("name",)
    assert list(rows.to_pandas().columns) == ["name"]


def test_the_first_rows_say_that_there_are_more(birds: Graph) -> None:
    everything = birds.rows(BY_PAPERS, {})
    first = birds.rows(BY_PAPERS, {}, limit=1)
    assert (first, first.truncated) == (everything[:1], True)
    assert not birds.rows(BY_PAPERS, {}, limit=len(everything)).truncated


def test_rows_become_a_data_frame(birds: Graph) -> None:
    rows = birds.query("MATCH (m:Model) RETURN m.name AS name, m.aliases AS aliases, NULL AS no")
    frame = rows.to_pandas()
    assert list(frame.columns) == ["name", "aliases", "no"]
    assert frame.to_dict("records") == list(rows)


def test_rows_become_a_polars_data_frame(birds: Graph) -> None:
    rows = birds.query(BY_PAPERS)
    assert rows.to_polars().to_dicts() == list(rows)


def test_sums_are_numbers(birds: Graph) -> None:
    (row,) = birds.query("MATCH ()-[e:USES|EVALUATED_ON]->() RETURN sum(e.support) AS n, 0.5 AS x")
    assert isinstance(row["n"], int)
    assert math.isclose(row["x"], 0.5)


def test_a_notebook_shows_names_as_text() -> None:
    shown = Rows(["<b>"], [{"<b>": "<script>alert(1)</script>"}, {"<b>": None}])._repr_html_()
    assert "<script" not in shown
    assert shown.count("<tr>") == 3
    many = Rows(["n"], [{"n": i} for i in range(1_000)])._repr_html_()
    assert "1,000 rows" in many
    assert many.count("<td>") < 100
