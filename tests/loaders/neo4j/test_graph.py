import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from kg.databases import Login, connect
from kg.errors import GraphError, PluginError, QueryError
from loaders.neo4j import Neo4jGraph
from loaders.neo4j.graph import check_version
from tests.graphs import EXAMPLE
from tests.neo4j_server import Server


@pytest.fixture
def loaded(server: Server) -> Iterator[Neo4jGraph]:
    """The example in the database, open for reading only."""
    with server.connect() as database:
        database.load(EXAMPLE)
    with server.connect(writable=False) as database:
        yield database


@pytest.fixture
def dead_port() -> Iterator[int]:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_values_come_as_plain_data(loaded: Neo4jGraph) -> None:
    rows = loaded.query(
        "MATCH path = (m:Method)-[c:COMPARED_WITH]->(x) "
        "RETURN m.name AS name, m.first AS first, [m.papers, x.papers] AS papers, "
        "{a: c.confidence} AS map, nodes(path)[1] AS x, path, $given AS given",
        given=["a", 1, None, {"b": True}],
    )
    fjord = {
        "label": "Method",
        "key": "method:fjord",
        "name": "Fjord",
        "aliases": ["FJ; or, cold start", "فيورد"],
        "papers": 2,
        "first": "2024-01-02",
        "last": "2024-03-04",
        "type_votes": ["Method=2"],
    }
    (row,) = rows
    assert row["path"]["nodes"] == [fjord, row["x"]]
    assert [list(node) for node in row["path"]["nodes"]] == [list(fjord)] * 2
    (comparison,) = row.pop("path")["relationships"]
    assert comparison["label"] == "COMPARED_WITH"
    assert "fingerprint" not in comparison
    assert row.pop("x")["name"] == "O'Brien-7B"
    assert row == {
        "name": "Fjord",
        "first": "2024-01-02",
        "papers": [2, 2],
        "map": {"a": comparison["confidence"]},
        "given": ["a", 1, None, {"b": True}],
    }


def test_nodes_of_others_have_their_own_labels(database: Neo4jGraph) -> None:
    (row,) = database.query("CREATE (n:Person:Author {b: 1, a: 2}) RETURN n")
    assert row["n"] == {"label": "Author:Person", "a": 2, "b": 1}


@pytest.mark.parametrize(
    "cypher",
    ["CREATE (:Method {key: 'x'})", "MATCH (n) DETACH DELETE n", "CREATE INDEX FOR (n:X) ON n.y"],
)
def test_without_leave_a_query_cannot_change_a_thing(loaded: Neo4jGraph, cypher: str) -> None:
    with pytest.raises(QueryError, match=r"^the query would change the graph, which is open for"):
        loaded.query(cypher)


def test_an_error_in_a_query_shows_its_place(loaded: Neo4jGraph) -> None:
    with pytest.raises(QueryError, match=r"\(line 2, column 1 .*\n\"RETRUN n\"\n \^"):
        loaded.query("MATCH (n)\nRETRUN n")
    with pytest.raises(QueryError, match=r"^Expected parameter\(s\): name$"):
        loaded.query("RETURN $name")


def test_text_is_never_part_of_a_query(loaded: Neo4jGraph) -> None:
    name = "x' DETACH DELETE n //"
    assert loaded.query("MATCH (n {name: $name}) RETURN n", name=name) == []


def test_a_server_that_is_not_there(dead_port: int) -> None:
    for scheme in ("neo4j", "bolt"):
        with pytest.raises(GraphError, match=rf"^no Neo4j server answers at {scheme}://.*running"):
            connect(f"{scheme}://127.0.0.1:{dead_port}", Login(password="x"))


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_server_that_is_not_there_is_one_line(dead_port: int, scheme: str) -> None:
    # In a process of its own, as the driver's log shows only where nobody has set up any.
    address = f"{scheme}://127.0.0.1:{dead_port}"
    command = [
        sys.executable,
        "-c",
        "from kg.cli import main; main()",
        "query",
        address,
        "RETURN 1",
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr == f"kg: no Neo4j server answers at {address}: is it running?\n"


def test_a_wrong_password_and_none(server: Server) -> None:
    for password in ("wrong", None):
        with pytest.raises(GraphError, match=r"refuses the user or the password; set NEO4J_USER"):
            connect(server.address, Login(password=password))


def test_a_database_that_is_not_there(server: Server) -> None:
    login = Login(server.login.user, server.login.password, "no-such")
    with pytest.raises(GraphError, match=r"has no database of that name"):
        connect(server.address, login)


def test_the_password_does_not_show(server: Server) -> None:
    assert str(server.login.password) not in repr(server.login)


def test_a_password_in_the_address_is_refused() -> None:
    with pytest.raises(GraphError, match=r"leave user and password out of the address") as caught:
        connect("neo4j://neo4j:secret@localhost", Login())
    assert "secret" not in str(caught.value)


def test_tls_schemes_reach_the_driver(server: Server) -> None:
    # The server speaks no TLS, so what fails is the handshake, not the scheme.
    port = server.address.rpartition(":")[2]
    for scheme in ("neo4j+s", "neo4j+ssc", "bolt+s", "bolt+ssc"):
        with pytest.raises(GraphError, match=r"^no Neo4j server answers at "):
            connect(f"{scheme}://127.0.0.1:{port}", server.login)


def test_an_unknown_scheme_is_one_sentence() -> None:
    with pytest.raises(PluginError, match=r"no database called 'https'; there are: bolt, neo4j"):
        connect("https://localhost", Login())
    with pytest.raises(GraphError, match=r"^cannot use neo4j\+x://localhost: "):
        connect("neo4j+x://localhost", Login(password="x"))


@pytest.mark.parametrize("version", ["4.4.26", "3.5.0"])
def test_an_old_server_is_refused(version: str) -> None:
    with pytest.raises(GraphError, match=rf"is Neo4j {version}; paperkg needs 5 or newer"):
        check_version(version, "neo4j://host")


@pytest.mark.parametrize("version", ["5.0.0", "5.26.30", "5.26-aura", "2025.06.1"])
def test_a_newer_server_is_taken(version: str) -> None:
    check_version(version, "neo4j://host")
