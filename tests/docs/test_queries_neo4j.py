"""The queries of ``docs/queries.md`` give the same rows on Neo4j as on the embedded database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Graph
from loaders.neo4j import Neo4jGraph
from tests.docs.test_queries import QUESTIONS, Question, parameters
from tests.neo4j_server import Server


@pytest.fixture(scope="module")
def graph(examples_graph: Path) -> Iterator[Graph]:
    with Graph(examples_graph) as graph:
        yield graph


@pytest.fixture(scope="module")
def database(neo4j_server: Server, graph: Graph) -> Iterator[Neo4jGraph]:
    neo4j_server.clear()
    with neo4j_server.connect(writable=False) as database:
        database.load(graph)
        yield database


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.title for q in QUESTIONS])
def test_the_rows_are_the_same(question: Question, graph: Graph, database: Neo4jGraph) -> None:
    given = parameters(question.cypher)
    assert database.query(question.cypher, **given) == graph.query(question.cypher, **given)
