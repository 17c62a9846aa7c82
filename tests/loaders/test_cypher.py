import datetime
import re
from collections.abc import Iterator
from typing import Any

import ladybug
import pytest
from hypothesis import given

from loaders import cypher
from tests.graphs import EXAMPLE, MemoryGraph, graphs, saved, texts
from tests.loaders.conftest import MatchesGolden


@pytest.fixture(scope="module")
def database() -> Iterator[ladybug.Connection]:
    """A database that knows the literals of Cypher, to read ours."""
    with ladybug.Database(":memory:") as memory, ladybug.Connection(memory) as connection:
        yield connection


def test_file(matches_golden: MatchesGolden) -> None:
    with saved(EXAMPLE, cypher) as path:
        matches_golden(path.read_text(encoding="utf-8"), "example.cypher")


@given(text=texts())
def test_a_database_reads_back_every_string(text: str, database: ladybug.Connection) -> None:
    assert _evaluate(cypher.literal(text), database) == text


def test_a_database_reads_back_every_kind_of_value(database: ladybug.Connection) -> None:
    value = {
        "text": "it's",
        "whole": 3,
        "small": 1e-07,
        "day": datetime.date(2024, 1, 2),
        "texts": ["a", "b'"],
        "numbers": [0.5, 1.0],
    }
    assert _evaluate(cypher.literal({**value, "missing": None}), database) == value


@given(graphs())
def test_nothing_of_a_paper_stands_outside_a_string(graph: MemoryGraph) -> None:
    with saved(graph, cypher) as path:
        script = path.read_text(encoding="utf-8")
    outside = re.sub(r"'(?:[^'\\]|\\.)*'", "''", script)
    assert re.fullmatch(r"[\w\s{}()\[\]:;,.=<>'`+-]*", outside, re.ASCII)
    for line in outside.splitlines():
        assert re.match(r"CREATE CONSTRAINT |UNWIND \[$|  \{|\] AS row$|MATCH \(a:|MERGE \(", line)


def _evaluate(expression: str, database: ladybug.Connection) -> Any:
    [[value]] = list(database.execute(f"RETURN {expression}"))
    return value
