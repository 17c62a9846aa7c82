import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.bounded import BoundedQueries, BusyError, Limits
from kg.errors import GraphError, QueryError

SLOW = "UNWIND range(1, 2000000000) AS x RETURN count(x)"
LIMITS = Limits(seconds=0.5, rows=10, characters=1_000)


@pytest.fixture(scope="module")
def queries(birds_file: Path) -> Iterator[BoundedQueries]:
    with BoundedQueries(birds_file, LIMITS, processes=1) as queries:
        yield queries


def works(queries: BoundedQueries) -> bool:
    return queries.ask("RETURN $x AS x", {"x": 3}).rows == ((3,),)


def test_an_answer_has_columns_rows_and_an_end(queries: BoundedQueries) -> None:
    answer = queries.ask("UNWIND range(1, 3) AS x RETURN x, [x] AS xs, NULL AS no", {})
    assert answer.columns == ("x", "xs", "no")
    assert answer.rows == ((1, [1], None), (2, [2], None), (3, [3], None))
    assert not answer.truncated
    nothing = queries.ask("MATCH (n:Task {name: 'none'}) RETURN n.name AS name", {})
    assert (nothing.columns, nothing.rows, nothing.truncated) == (("name",), (), False)


def test_numbers_that_json_has_not_are_null(queries: BoundedQueries) -> None:
    assert queries.ask("RETURN 0.0 / 0.0 AS x, 1 / 0.0 AS y", {}).rows == ((None, None),)


def test_rows_and_characters_are_limited(queries: BoundedQueries) -> None:
    rows = queries.ask("UNWIND range(1, 11) AS x RETURN x", {})
    assert (len(rows.rows), rows.truncated) == (LIMITS.rows, True)
    long = queries.ask("UNWIND range(1, 5) AS x RETURN lpad('', 300, 'x') AS text", {})
    assert (len(long.rows), long.truncated) == (3, True)
    assert queries.ask("RETURN lpad('', 2000, 'x') AS text", {}).rows == ()


@pytest.mark.parametrize(
    "cypher",
    [
        SLOW,
        "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j) "
        "RETURN count(DISTINCT a.key + b.key + g.key + j.key)",
        f"RETURN {'(' * 5_000}1{')' * 5_000}",  # ends the process of a parser that recurses
    ],
)
def test_what_takes_too_much_is_ended_and_the_next_is_answered(
    queries: BoundedQueries, cypher: str
) -> None:
    assert works(queries)
    start = time.monotonic()
    with pytest.raises(QueryError):
        queries.ask(cypher, {})
    assert time.monotonic() - start < 60
    assert works(queries)


def test_memory_is_limited(birds_file: Path) -> None:
    limits = Limits(seconds=30, bytes_of_memory=500 * 1024**2)
    with BoundedQueries(birds_file, limits, processes=1) as queries:
        start = time.monotonic()
        with pytest.raises(QueryError, match="memory"):
            queries.ask(SLOW, {})
        assert time.monotonic() - start < 20


def test_those_who_wait_too_long_are_told(birds_file: Path) -> None:
    """A process is taken for a second and more by the query before it."""
    with BoundedQueries(birds_file, LIMITS, processes=1) as queries:
        assert works(queries)
        with ThreadPoolExecutor(2) as pool:
            asked = [pool.submit(queries.ask, SLOW, {}) for _ in range(2)]
            errors = [future.exception() for future in asked]
    assert {type(error) for error in errors} == {QueryError, BusyError}


@pytest.mark.parametrize("cypher", ["MATCH (n) SET n.papers = 1", "CHECKPOINT", "RETURN 'x", ""])
def test_a_refused_query_says_why(queries: BoundedQueries, cypher: str) -> None:
    with pytest.raises(QueryError, match=r"\w+ \w+"):
        queries.ask(cypher, {})
    assert works(queries)


def test_a_file_that_is_no_graph_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "no.kg").write_text("no")
    with BoundedQueries(tmp_path / "no.kg", processes=1) as queries:
        for _ in range(2):
            with pytest.raises(GraphError, match=r"no\.kg"):
                queries.ask("RETURN 1", {})
