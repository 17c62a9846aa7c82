import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import LoadError, PluginError
from kg.graph import Graph
from kg.networks import to_networkx
from tests.conftest import CHECKOUT


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["export", *map(str, arguments)], catch_exceptions=False)


def test_the_suffix_names_the_format(birds_file: Path, tmp_path: Path) -> None:
    assert export(birds_file, tmp_path / "birds.json").exit_code == 0
    network = nx.node_link_graph(json.loads((tmp_path / "birds.json").read_bytes()), edges="edges")
    with Graph(birds_file) as graph:
        expected = to_networkx(graph)
    assert set(network.nodes) == set(expected.nodes)
    assert set(network.edges(keys=True)) == set(expected.edges(keys=True))
    assert network.nodes["model:kite"]["name"] == "Kite"


def test_format_names_the_format(birds_file: Path, tmp_path: Path) -> None:
    export(birds_file, tmp_path / "birds", "--format", "csv")
    rows = (tmp_path / "birds" / "Model.csv").read_text(encoding="utf-8").splitlines()
    assert any(row.startswith("model:kite,Model,Kite,") for row in rows)


def test_help_lists_the_formats() -> None:
    assert "turtle" in export("--help").stdout


def test_an_unknown_format_is_a_usage_error(birds_file: Path, tmp_path: Path) -> None:
    result = export(birds_file, tmp_path / "birds", "--format", "docx")
    assert result.exit_code == 2
    assert "'docx' is not one of 'csv', 'cypher'" in result.stderr


def test_an_unknown_suffix_writes_nothing(birds_file: Path, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"no format has the suffix of birds\.docx"):
        export(birds_file, tmp_path / "birds.docx")
    assert not list(tmp_path.iterdir())


def test_a_target_that_cannot_be_written_is_one_sentence(birds_file: Path, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="it is a folder, and this format is one file"):
        export(birds_file, tmp_path, "--format", "turtle")


def test_progress_is_shown_on_a_terminal_alone(birds_file: Path, tmp_path: Path) -> None:
    arguments = ["export", str(birds_file), str(tmp_path / "birds.json")]
    assert export(*arguments[1:]).stderr == ""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    environment = {**os.environ, "TERM": "xterm"}
    subprocess.run(command, cwd=CHECKOUT, env=environment, stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert b"writing" in shown
