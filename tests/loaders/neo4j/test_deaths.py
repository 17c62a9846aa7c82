"""A load that dies, whichever side dies, is completed by the next one."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.errors import GraphError, LoadError
from kg.graph import Graph
from kg.records import Edge, EntityNode, Evidence
from kg.schema import EntityType
from loaders.neo4j import graph as neo4j_graph
from loaders.neo4j import upsert
from tests.full_disk import disk
from tests.graphs import FIRST, MemoryGraph
from tests.loaders.neo4j.test_upsert import Breaking, content, totals
from tests.neo4j_server import CHECKOUT, Server, own_server, pid_of

SIZE = 40
MANY = MemoryGraph(
    [
        EntityNode(key=f"method:m{i:03}", type=EntityType.METHOD, name=f"M{i}", papers=1)
        for i in range(SIZE)
    ],
    [
        Edge(
            head=f"method:m{i:03}",
            label="USES",
            tail=f"method:m{(i + 1) % SIZE:03}",
            evidence=(Evidence(paper="1", start=0, end=4, sentence="We."),),
        )
        for i in range(SIZE)
    ],
)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upsert, "BATCH", 1)


def completes(server: Server) -> None:
    """Check that the load went half way, and that a second one does the rest and no more."""
    half = server.ask("MATCH (:Method)-[r]->(:Method) RETURN count(r) AS n")[0]["n"]
    assert 0 < half < SIZE
    with server.connect() as database:
        assert not database.is_whole()
        assert totals(database.load(MANY)) == {"created": SIZE - half}
        assert content(database) == content(MANY)
        assert database.is_whole()
        assert totals(database.load(MANY)) == {}


LOAD_AND_DIE = """
import os, signal
from loaders.neo4j import connect, upsert
from kg.databases import Login
from tests.loaders.neo4j.test_deaths import MANY, Breaking
upsert.BATCH = 1
login = Login(password=os.environ["NEO4J_PASSWORD"])
with connect(os.environ["NEO4J_URI"], login) as database:
    database.load(Breaking(MANY, lambda: os.kill(os.getpid(), signal.SIGKILL)))
"""

UNFINISHED = (
    "kg: the load into this database has not been finished, so parts of the graph may be missing; "
    "run the same kg load again\n"
)


def test_the_loader_is_killed(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {**os.environ, **server.environment, "PYTHONPATH": str(CHECKOUT)}
    died = subprocess.run([sys.executable, "-c", LOAD_AND_DIE], env=environment, check=False)
    assert died.returncode == -signal.SIGKILL
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    pulled = CliRunner().invoke(cli, ["pull", "--into", str(tmp_path / "half.kg")])
    assert pulled.exit_code == 0
    assert pulled.stderr == UNFINISHED
    completes(server)
    pulled = CliRunner().invoke(cli, ["pull", "--into", str(tmp_path / "whole.kg")])
    assert pulled.stderr == ""
    with Graph(tmp_path / "whole.kg") as graph:
        assert content(graph) == content(MANY)


def test_the_server_is_killed(
    neo4j_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_graph, "RETRY_SECONDS", 1.0)
    with own_server(tmp_path) as server, server.connect() as database:
        graph = Breaking(MANY, lambda: os.kill(pid_of(tmp_path), signal.SIGKILL))
        with pytest.raises(LoadError, match=r"^no Neo4j server answers .*it goes on from there$"):
            database.load(graph)
    with own_server(tmp_path) as server:
        completes(server)


def test_a_full_disk_of_the_server_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upsert, "BATCH", 100)
    options = ("db.tx_log.preallocate=false", "db.tx_log.rotation.size=1m")
    settings = [argument for option in options for argument in ("--set", option)]
    texts = ({"key": f"paper:{i:04}", "abstract": os.urandom(10_000).hex()} for i in range(800))
    large = MemoryGraph([FIRST.model_copy(update=text) for text in texts], [])
    with disk(600_000_000, tmp_path) as home:
        photos = home / "photos"
        with own_server(home, *settings) as server:
            try:
                with server.connect() as database:
                    photos.write_bytes(bytes(shutil.disk_usage(home).free - 8_000_000))
                    with pytest.raises(LoadError, match="cannot write its store; is its disk full"):
                        database.load(large)
                with pytest.raises(GraphError, match="start it anew"):
                    server.connect()
            finally:
                os.kill(pid_of(home), signal.SIGKILL)  # it would take a minute to give up
        photos.unlink()
        with own_server(home, *settings) as server, server.connect() as database:
            database.load(large)
            assert server.ask("MATCH (p:Paper) RETURN count(p) AS n") == [{"n": 800}]
