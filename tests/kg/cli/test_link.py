"""``kg link``, ``kg split`` and ``kg merges`` on one graph."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli import cli
from kg.graph import Graph
from tests.fields import store
from tests.kg.linking.papers import names

PAPERS = [
    names("p1", "Method: Bumble", "Method: multi-modal kites"),
    names("p2", "Method: Tumble", "Method: multimodal kite"),
]


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


def keys(path: Path) -> set[str]:
    with Graph(path) as graph:
        return {node.key for node in graph.nodes() if node.label == "Method"}


def test_a_decision_changes_the_graph_and_can_be_undone(tmp_path: Path) -> None:
    path = store(PAPERS, tmp_path / "graph.kg")
    before = keys(path)
    assert len(before) == 3
    run("link", path, "Bumble", "Tumble")
    assert len(keys(path)) == 2
    with Graph(path) as graph:
        nodes = {mention.node for mention in graph.mentions() if mention.entity == "e1"}
    assert len(nodes) == 1
    run("split", path, "Tumble", "Bumble")
    assert keys(path) == before


def test_the_linker_can_be_refused(tmp_path: Path) -> None:
    path = store(PAPERS, tmp_path / "graph.kg")
    run("split", path, "multimodal kite", "multi-modal kites")
    assert len(keys(path)) == 4


def test_a_key_stands_for_a_name(tmp_path: Path) -> None:
    path = store(PAPERS, tmp_path / "graph.kg")
    run("link", path, "method:bumble", "Tumble")
    assert len(keys(path)) == 2


def test_merges_say_why(tmp_path: Path) -> None:
    path = store(PAPERS, tmp_path / "graph.kg")
    assert "multi-modal kites = multimodal kite" in run("merges", path).output
    (line,) = run("merges", path, "--json").output.splitlines()
    assert json.loads(line)["reasons"][0].startswith("same letters")


def test_an_unknown_name_is_one_sentence(tmp_path: Path) -> None:
    path = store(PAPERS, tmp_path / "graph.kg")
    result = CliRunner().invoke(cli, ["link", str(path), "Bumble", "Grumble"])
    assert result.exit_code != 0
    assert not path.with_name("graph.kg.decisions.jsonl").exists()
