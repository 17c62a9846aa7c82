import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli

PAPER = {"id": "a", "title": "FooNet", "abstract": "We propose FooNet for parsing."}
ENTITY = {"id": "e1", "type": "Method", "name": "FooNet", "surface": ["FooNet"], "new": True}
GOLD = {"id": "a", "entities": [ENTITY], "relations": [], "results": []}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = []
    for name, item in (("texts", PAPER), ("gold", GOLD), ("predicted", GOLD)):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps(item) + "\n")
        paths.append(str(path))
    return paths


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["score", *arguments])


def test_table(files: list[str]) -> None:
    result = run(*files)
    assert result.exit_code == 0
    assert ["contribution", "1.000", "1.000", "1.000", "1", "1"] in [
        line.split() for line in result.output.splitlines()
    ]


def test_json(files: list[str]) -> None:
    figures = json.loads(run(*files, "--json").output)
    assert figures["entity"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert "Method" in figures


def test_per_paper(files: list[str]) -> None:
    assert run(*files, "--per-paper").output.startswith("a ")


def test_a_missing_file_is_an_error_of_use(files: list[str]) -> None:
    result = run("nowhere.jsonl", *files[1:])
    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.output
