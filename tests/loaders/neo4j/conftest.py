from collections.abc import Iterator

import pytest

from loaders.neo4j import Neo4jGraph
from tests.neo4j_server import Server


@pytest.fixture
def server(neo4j_server: Server) -> Server:
    """The server with a database that is empty."""
    neo4j_server.clear()
    return neo4j_server


@pytest.fixture
def database(server: Server) -> Iterator[Neo4jGraph]:
    """The empty database, open for loading."""
    with server.connect() as graph:
        yield graph
