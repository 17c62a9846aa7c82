"""The server as a process: it stays responsive, notices a new graph, and says what is wrong."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import httpx
import psutil
import pytest
from starlette.testclient import TestClient

from kg.graph_files import log_of
from kg.pipeline import BuildOptions
from kg.pipeline import build as build_file
from kg.serve.app import make_app
from kg.service import Service
from tests.served import COMMAND, served

SLOW = "UNWIND range(1, 2000000000) AS x RETURN count(x)"


def test_a_heavy_query_is_ended_and_the_others_are_answered(client: httpx.Client) -> None:
    answers: list[httpx.Response] = []

    def ask() -> None:
        answers.append(
            httpx.post(f"{client.base_url}/api/query", json={"cypher": SLOW}, timeout=60)
        )

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    waits = []
    while any(thread.is_alive() for thread in threads):
        start = time.monotonic()
        assert client.get("/api/node", params={"name": "Kite"}).status_code == 200
        waits.append(time.monotonic() - start)
        time.sleep(0.2)
    assert max(waits) < 4
    assert [answer.status_code for answer in answers] == [400, 400]
    body = {"cypher": "RETURN 1 AS x"}
    assert client.post("/api/query", json=body).json()["rows"] == [[1]]


def test_long_answers_are_cut(client: httpx.Client) -> None:
    def ask(cypher: str) -> dict[str, list[object]]:
        answer: dict[str, list[object]] = client.post("/api/query", json={"cypher": cypher}).json()
        return answer

    many = ask("UNWIND range(1, 5000) AS x RETURN x")
    assert (len(many["rows"]), many["truncated"]) == (1_000, True)
    long = ask("UNWIND range(1, 900) AS x RETURN lpad('', 100000, 'x')")
    assert 0 < len(long["rows"]) < 900
    assert long["truncated"]


@pytest.mark.parametrize("graph", ["birds_file", "examples_graph"], ids=["new file", "log"])
def test_a_graph_that_has_changed_is_noticed(
    graph: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = Path(shutil.copy(request.getfixturevalue(graph), tmp_path / "graph.kg"))
    papers = tmp_path / "papers.jsonl"
    papers.write_text(
        '{"id": "new", "title": "Owl: Silent Reading", "abstract": "We present Owl, a model."}\n'
    )
    question = {"cypher": "MATCH (p:Paper) WHERE p.title STARTS WITH 'Owl' RETURN p.title"}
    with served(path) as address, httpx.Client(base_url=address, timeout=30) as client:
        assert client.get("/api/paper", params={"name": "new"}).status_code == 404
        assert client.post("/api/query", json=question).json()["rows"] == []
        build_file([papers], path, BuildOptions(extractor="rules", processes=1))
        assert log_of(path).exists() == (graph == "examples_graph")
        title = "Owl: Silent Reading"
        assert client.get("/api/paper", params={"name": "new"}).json()["title"] == title
        assert client.post("/api/query", json=question).json()["rows"] == [[title]]
        path.unlink()
        assert client.get("/api/paper", params={"name": "new"}).json()["title"] == title


def test_names_are_read_before_anybody_asks(birds_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(birds_file, tmp_path / "graph.kg"))
    service = Service(path)
    with TestClient(make_app(service)):
        pass  # nobody asks anything
    path.unlink()
    assert service.search("Kite")[0].name == "Kite"


def fails(*arguments: str) -> str:
    done = subprocess.run(
        [*COMMAND, *arguments], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_what_cannot_be_served_is_said_in_a_sentence(birds_file: Path, tmp_path: Path) -> None:
    assert "there is no graph" in fails(str(tmp_path / "none.kg"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"port {port}" in fails(str(birds_file), "--port", port)
    assert "no-such-host.invalid" in fails(str(birds_file), "--host", "no-such-host.invalid")


def test_a_port_in_use_is_said_with_what_helps(birds_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert fails(str(birds_file), "--port", port) == (
            f"kg: cannot listen at 127.0.0.1, port {port}: Address already in use; "
            "port 0 takes any that is free\n"
        )


def test_ctrl_c_ends_the_server_and_reaches_no_process_that_is_starting(birds_file: Path) -> None:
    command = [*COMMAND, str(birds_file), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = psutil.Process(process.pid).children()
        groups = {os.getpgid(worker.pid) for worker in workers}
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate()
    assert groups
    assert process.pid not in groups
    assert process.returncode == 130
    assert errors.strip() == "kg: interrupted"
    assert not psutil.wait_procs(workers, timeout=10)[1]


@pytest.mark.parametrize("host", ["localhost", "::1"])
def test_it_listens_where_it_is_told(birds_file: Path, host: str) -> None:
    with served(birds_file, "--host", host) as address:
        assert httpx.get(f"{address}/api/queries").status_code == 200
