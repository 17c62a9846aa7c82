"""``scripts/neo4j``, with real servers."""

import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.neo4j_server import (
    CHECKOUT,
    SCRIPT,
    Server,
    exports,
    own_server,
    pid_of,
    script,
    unavailable,
)

NOT_RUNNING = 3


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for a server of these tests; starting one there once fetches the jars."""
    folder = tmp_path_factory.mktemp("neo4j")
    if (started := script("start", "--home", str(folder))).returncode:
        unavailable(started.stderr.strip())
    script("stop", "--home", str(folder))
    return folder


def test_one_version_everywhere() -> None:
    (jars,) = re.findall(
        r"<neo4j.version>(.+)</neo4j", (CHECKOUT / "scripts/neo4j-server.pom.xml").read_text()
    )
    (image,) = re.findall(r"image: neo4j:(\S+)", (CHECKOUT / "docker-compose.yml").read_text())
    assert image == f"{jars}-community"


def test_the_container_is_set_as_this_version_understands(neo4j_server: Server) -> None:
    compose = (CHECKOUT / "docker-compose.yml").read_text()
    variables = set(re.findall(r"^      NEO4J_(\w+): ", compose, re.M)) - {"AUTH"}
    # The image's rule: https://neo4j.com/docs/operations-manual/current/docker/configuration/
    settings = {name.replace("__", "-").replace("_", ".").replace("-", "_") for name in variables}
    assert "server.memory.heap.max_size" in settings
    known = {row["name"] for row in neo4j_server.ask("SHOW SETTINGS YIELD name")}
    assert settings <= known


def test_the_container_is_reached_from_this_computer_only() -> None:
    compose = (CHECKOUT / "docker-compose.yml").read_text()
    (ports,) = re.findall(r"^    ports:.*\n((?:      - .*\n)+)", compose, re.M)
    assert re.findall(r"- (\S+)", ports) == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]


def test_only_exports_are_printed_and_a_second_start_finds_the_first(home: Path) -> None:
    with own_server(home) as server:
        assert re.fullmatch(r"neo4j://127\.0\.0\.1:\d+", server.address)
        for command in ("start", "status"):
            again = script(command, "--home", str(home))
            assert exports(again.stdout) == server.environment
            assert all(line.startswith("export NEO4J_") for line in again.stdout.splitlines())
    assert script("status", "--home", str(home)).returncode == NOT_RUNNING


def test_it_listens_on_loopback_only(home: Path) -> None:
    with own_server(home) as server:
        port = int(server.address.rpartition(":")[2])
        others = {
            info[4][0]
            for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)
            if not str(info[4][0]).startswith("127.")
        }
        for address in others:
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((address, port), timeout=2)


def test_a_dead_server_is_noticed_and_its_data_is_kept(home: Path) -> None:
    with own_server(home) as server:
        server.ask("MERGE (n:Kept)")
        os.kill(pid_of(home), signal.SIGKILL)
        assert script("status", "--home", str(home)).returncode == NOT_RUNNING
    with own_server(home) as server:
        assert server.ask("MATCH (n:Kept) RETURN count(n) AS n") == [{"n": 1}]


def test_a_start_that_fails_shows_why(home: Path) -> None:
    failed = script("start", "--home", str(home), "--set", "server.memory.pagecache.size=9t")
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert "Neo4j ended while starting; its log says:\n" in failed.stderr
    assert script("status", "--home", str(home)).returncode == NOT_RUNNING


def test_a_folder_of_another_neo4j_is_left_alone(tmp_path: Path) -> None:
    settings = tmp_path / "conf" / "neo4j.conf"
    settings.parent.mkdir()
    settings.write_text("# mine\n")
    assert (
        "is not ours: give --home a new or empty folder"
        in script("start", "--home", str(tmp_path)).stderr
    )
    assert settings.read_text() == "# mine\n"


def test_without_java_it_is_one_sentence(tmp_path: Path) -> None:
    environment = {**os.environ, "JAVA_HOME": str(tmp_path)}
    said = subprocess.run(
        [SCRIPT, "start", "--home", tmp_path / "home"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr == (
        "neo4j: no java in JAVA_HOME: install a JDK 17 or newer, or set JAVA_HOME to one\n"
    )
