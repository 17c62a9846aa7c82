"""``kg load``, ``kg pull`` and ``kg query`` on a real server."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import GraphError
from tests.neo4j_server import Server


@pytest.fixture
def server(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The empty database, with the login in the environment."""
    neo4j_server.clear()
    monkeypatch.delenv("NEO4J_DATABASE", raising=False)
    for name, value in neo4j_server.environment.items():
        monkeypatch.setenv(name, value)
    return neo4j_server


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)], catch_exceptions=False)


def totals(result: Result) -> dict[str, int]:
    """The sums of the printed table's columns."""
    assert result.exit_code == 0, result.output
    header, *lines = [line.split() for line in result.stdout.splitlines() if line[0] != "n"]
    rows = [[int(cell.replace(",", "")) for cell in line[1:]] for line in lines]
    return dict(zip(header, map(sum, zip(*rows, strict=True)), strict=True))


def test_there_and_back_again(server: Server, examples_graph: Path, tmp_path: Path) -> None:
    loaded = totals(kg("load", examples_graph, server.address))
    assert loaded["held"] == loaded["created"] > 500
    again = totals(kg("load", examples_graph, "--prune"))
    assert again["unchanged"] == again["held"] == loaded["held"]

    pulled = tmp_path / "pulled.kg"
    result = kg("pull", server.address, "--into", pulled)
    assert result.stdout.startswith(f"{pulled}: ")
    for graph, out in ((examples_graph, "here"), (pulled, "there")):
        kg("export", graph, tmp_path / out, "--format", "jsonl")
    here, there = (
        {path.name: path.read_bytes() for path in (tmp_path / out).rglob("*") if path.is_file()}
        if (tmp_path / out).is_dir()
        else (tmp_path / out).read_bytes()
        for out in ("here", "there")
    )
    assert here == there


def test_a_dry_run_says_so(server: Server, birds_file: Path) -> None:
    result = kg("load", birds_file, "--dry-run")
    assert totals(result)["created"] > 0
    assert result.stdout.endswith("nothing was changed: this was a dry run\n")
    assert server.ask("MATCH (n) RETURN n") == []


def test_quiet_is_quiet(server: Server, birds_file: Path) -> None:
    assert kg("load", birds_file, "--quiet").output == ""


def test_the_password_comes_from_a_file(
    server: Server, birds_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "password"
    file.write_text(f"{server.login.password}\n")
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
    with pytest.raises(GraphError, match="refuses the user or the password"):
        kg("load", birds_file, server.address)
    result = kg("load", birds_file, server.address, "--password-file", file)
    assert result.exit_code == 0
    assert str(server.login.password) not in result.output


def test_a_query_asks_the_server(server: Server, birds_file: Path) -> None:
    kg("load", birds_file)
    query = "MATCH (m:Model {name: $name}) RETURN m.key AS key, m.first AS first, m"
    asked = ["-p", "name=Heron", "--format", "json", query]
    there = kg("query", server.address, *asked)
    assert '"key": "model:heron"' in there.stdout
    assert there.stdout == kg("query", birds_file, *asked).stdout


def test_a_query_may_write_only_with_leave(server: Server) -> None:
    assert kg("query", server.address, "--write", "CREATE (n:X) RETURN 1 AS n").exit_code == 0
    assert server.ask("MATCH (n:X) RETURN count(n) AS n") == [{"n": 1}]


def test_an_empty_database_has_no_graph(server: Server, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no graph of paperkg in that database"):
        kg("pull", server.address, "--into", tmp_path / "x.kg")
    assert list(tmp_path.glob("x.kg")) == []


def test_bulk_prints_the_command(birds_file: Path, tmp_path: Path) -> None:
    result = kg("load", birds_file, "--bulk", tmp_path / "import")
    assert result.stdout.startswith("neo4j-admin database import full neo4j \\\n")
    assert (tmp_path / "import" / "Model.csv").read_text().count("\n") > 1


def test_no_address_is_one_sentence(birds_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    result = kg("load", birds_file)
    assert result.exit_code == 2
    assert "give the address of a server, or --bulk" in result.output
