"""The MCP server, as the SDK's own client finds it over standard input and output."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult

from kg.card import card
from kg.graph import Graph
from kg.mcp_server import SIZE, fitted

Ask = Callable[..., CallToolResult]


@pytest.fixture(scope="module")
def portal_and_client(birds_file: Path) -> Iterator[tuple[Any, Client]]:
    command = ["-c", "from kg.cli import main; main()", "mcp", str(birds_file)]
    path = {"PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    server = StdioServerParameters(command=sys.executable, args=command, env=path)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server)) as client,
    ):
        yield portal, client


@pytest.fixture
def ask(portal_and_client: tuple[Any, Client]) -> Ask:
    portal, client = portal_and_client

    def ask(tool: str, **arguments: Any) -> CallToolResult:
        result: CallToolResult = portal.call(client.call_tool, tool, arguments)
        return result

    return ask


def text(result: CallToolResult) -> str:
    (content,) = result.content
    assert content.type == "text"
    assert len(content.text) <= SIZE
    return content.text


def answer(result: CallToolResult) -> Any:
    assert not result.is_error, text(result)
    return json.loads(text(result))["answer"]


def test_the_tools_say_what_they_take_and_that_they_only_read(
    portal_and_client: tuple[Any, Client],
) -> None:
    portal, client = portal_and_client
    tools = {tool.name: tool for tool in portal.call(client.list_tools).tools}
    assert set(tools) == {"search", "node", "neighbours", "leaderboard", "paper", "query"}
    for tool in tools.values():
        assert tool.description
        assert tool.annotations
        assert tool.annotations.read_only_hint
        for parameter in tool.input_schema["properties"].values():
            assert parameter["description"]
    assert tools["node"].input_schema["required"] == ["name"]


def test_the_instructions_hold_the_schema(portal_and_client: tuple[Any, Client]) -> None:
    _, client = portal_and_client
    assert client.instructions
    assert "(:Method|Model)-[:`EVALUATED_ON`]->(:Benchmark|Dataset)" in client.instructions
    assert f"{SIZE:,} characters" in client.instructions


def test_answers_are_those_of_the_library(ask: Ask, birds: Graph) -> None:
    found = answer(ask("search", text="windb"))
    assert [hit["key"] for hit in found] == ["benchmark:windbench"]
    made = card(birds, "model:kite")
    assert answer(ask("node", name="kites")) == json.loads(made.model_dump_json())
    paper = answer(ask("paper", name="2403.00002"))
    assert paper["title"] == "Kite: Gliding over Long Texts"


def test_answers_carry_their_evidence(ask: Ask) -> None:
    (ranking,) = answer(ask("leaderboard", name="WindBench"))["rankings"]
    assert [place["value"] for place in ranking["places"]["items"]] == ["71.5%", "65.0%"]
    for item in ranking["places"]["items"]:
        assert item["value"].rstrip("%") in item["quote"]["sentence"]
        assert item["quote"]["paper"]
    for item in answer(ask("neighbours", name="Kite", labels=["COMPARED_WITH"]))["items"]:
        assert item["quote"]["sentence"]
        assert item["quote"]["paper"]


def test_a_query_reads_and_nothing_else(ask: Ask) -> None:
    cypher = "MATCH (m {name: $name})-[e:EVALUATED_ON]->(b) RETURN b.name AS name, e.support AS n"
    found = answer(ask("query", cypher=cypher, parameters={"name": "Kite"}))
    assert (found["columns"], found["rows"]) == (["name", "n"], [["WindBench", 2]])
    for refused in ("LOAD FROM '/etc/passwd' RETURN *", "CHECKPOINT", "MATCH (n) DELETE n"):
        result = ask("query", cypher=refused)
        assert result.is_error
        assert "root:" not in text(result)


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("node", {"name": "Kitte"}, "no node is called Kitte; did you mean Kite"),
        ("leaderboard", {"name": "Kite"}, "no Benchmark or Dataset or Task is called Kite"),
        ("query", {"cypher": "MATCH (n"}, "Parser exception"),
    ],
)
def test_what_is_wrong_is_said(
    ask: Ask, tool: str, arguments: dict[str, Any], sentence: str
) -> None:
    result = ask(tool, **arguments)
    assert result.is_error
    assert sentence in text(result)


def test_a_long_answer_is_cut_and_says_so(ask: Ask) -> None:
    result = ask("query", cypher="UNWIND range(1, 1000) AS x RETURN x, lpad('', 400, 'y') AS y")
    assert 0 < len(answer(result)["rows"]) < 1_000
    assert "cut to 20,000 characters" in json.loads(text(result))["note"]


@pytest.mark.parametrize(
    "long",
    [
        ["x" * 300] * 1_000,
        "é" * 50_000,
        {"items": [{"sentence": "y" * 9_000}] * 99},
        [[["z"] * 99] * 99],
    ],
)
def test_an_answer_fits_whatever_is_long_in_it(long: Any) -> None:
    cut = fitted(long)
    assert len(cut) <= SIZE
    assert json.loads(cut)["note"]
    assert len(cut) > 150


def test_a_short_answer_is_left_alone() -> None:
    assert json.loads(fitted({"a": [1, "b" * 5_000]})) == {"answer": {"a": [1, "b" * 5_000]}}


def test_what_cannot_be_cut_is_refused() -> None:
    with pytest.raises(ToolError, match="ask for less"):
        fitted({str(i): "x" * 50 for i in range(1_000)})
