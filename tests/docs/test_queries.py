"""The queries of ``docs/queries.md`` answer their questions."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.graph import Graph
from kg.questions import parameters, questions

CHECKOUT = Path(__file__).parent.parent.parent
PAGE = (CHECKOUT / "docs" / "queries.md").read_text(encoding="utf-8")


class Question(NamedTuple):
    title: str
    cypher: str
    answer: str


def on_the_page() -> Iterator[Question]:
    for section in PAGE.split("\n### ")[1:]:
        title = section.splitlines()[0]
        blocks = dict(re.findall(r"^```(cypher|text)\n(.*?)^```$", section, re.M | re.S))
        yield Question(title, blocks["cypher"], blocks["text"])


QUESTIONS = list(on_the_page())


@pytest.fixture(scope="module")
def graph(examples_graph: Path) -> Iterator[Graph]:
    with Graph(examples_graph) as graph:
        yield graph


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.title for q in QUESTIONS])
def test_the_query_runs_and_gives_the_columns_that_the_page_shows(
    question: Question, graph: Graph
) -> None:
    rows = graph.query(question.cypher, **parameters(question.cypher))
    assert rows, "a question that the examples do not answer shows nothing"
    assert list(rows[0]) == question.answer.splitlines()[0].split()


def test_the_page_has_the_questions_of_the_package() -> None:
    asked = [(question.title, question.cypher) for question in QUESTIONS]
    assert asked == [(question.title, question.cypher) for question in questions()]
    assert len(asked) >= 15


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.title for q in QUESTIONS])
def test_the_query_is_portable(question: Question) -> None:
    query = question.cypher
    assert "ORDER BY" in query, "rows without an order come in any"
    assert not re.search(r"\b(type|label|labels|id)\(", query), "differs between databases"
    assert not re.search(r"\w\[\d", query), "lists start at 1 in one database, at 0 in another"
