"""The real Neo4j server that tests talk to, and servers of their own for tests that kill them."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.databases import Login
from loaders.neo4j import Neo4jGraph, connect

CHECKOUT = Path(__file__).parent.parent
SCRIPT = CHECKOUT / "scripts" / "neo4j"


@dataclass(frozen=True)
class Server:
    """Where a server is and how to log in; ``environment`` is the same for commands."""

    environment: Mapping[str, str]

    @property
    def address(self) -> str:
        return self.environment["NEO4J_URI"]

    @property
    def login(self) -> Login:
        user = self.environment.get("NEO4J_USERNAME", "neo4j")
        return Login(user, self.environment.get("NEO4J_PASSWORD"))

    def connect(self, *, writable: bool = True) -> Neo4jGraph:
        return connect(self.address, self.login, writable=writable)

    def ask(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        with self.connect() as graph:
            return graph.query(cypher, **parameters)

    def clear(self) -> None:
        """Delete all nodes; constraints and indexes stay, as making them takes a second."""
        self.ask("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")

    def forget_schema(self) -> None:
        """Drop all constraints and indexes."""
        for row in self.ask("SHOW CONSTRAINTS YIELD name"):
            self.ask(f"DROP CONSTRAINT {row['name']}")
        for row in self.ask("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            self.ask(f"DROP INDEX {row['name']}")


def script(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``scripts/neo4j``."""
    return subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, check=False)


def exports(printed: str) -> dict[str, str]:
    """The variables that the script's output sets."""
    return dict(re.findall(r"^export (\w+)='?(.*?)'?$", printed, re.M))


@contextmanager
def own_server(home: Path, *options: str) -> Iterator[Server]:
    """A server on the store in ``home``, which is the test's own to kill."""
    started = script("start", "--home", str(home), *options)
    assert started.returncode == 0, started.stderr
    try:
        yield Server(exports(started.stdout))
    finally:
        script("stop", "--home", str(home))


def pid_of(home: Path) -> int:
    """The process of the server on ``home``."""
    return int(re.findall(r"pid (\d+)", script("status", "--home", str(home)).stderr)[0])


@contextmanager
def some_server() -> Iterator[Server]:
    """The server of NEO4J_URI, else a running container, else one that the script starts."""
    if server := _given() or _container():
        nodes = server.ask("MATCH (n) RETURN count(n) AS n")[0]["n"]
        if nodes:
            unavailable(f"the database at {server.address} is not empty, and the tests clear it")
        yield server
        return
    was_running = script("status").returncode == 0
    started = script("start")
    if started.returncode:
        unavailable(started.stderr.strip())
    try:
        yield Server(exports(started.stdout))
    finally:
        if not was_running:
            script("stop")


def unavailable(reason: str) -> None:
    """Skip the test, or let it fail where a server must be there."""
    if os.environ.get("PAPERKG_REQUIRE_NEO4J") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _given() -> Server | None:
    names = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD")
    given = {name: os.environ[name] for name in names if name in os.environ}
    return Server(given) if "NEO4J_URI" in given else None


def _container() -> Server | None:
    """The server of ``docker-compose.yml``, with the password of ``.env``."""
    secrets = CHECKOUT / ".env"
    if shutil.which("docker") is None or not secrets.exists():
        return None
    command = ["docker", "compose", "port", "neo4j", "7687"]
    found = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if found.returncode:
        return None
    password = dict(re.findall(r"^(\w+)=(.*)$", secrets.read_text(), re.M))["NEO4J_PASSWORD"]
    uri = f"bolt://{found.stdout.strip()}"
    return Server({"NEO4J_URI": uri, "NEO4J_PASSWORD": password})
