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


@pytest.fixture
def pairs(tmp_path: Path) -> str:
    """Pairs of the birds, one of each label."""
    rows = [
        ("2401.00001 Heron", "2403.00002 Heron", "same"),
        ("2403.00002 Heron", "2405.00003 Heron-7B", "variant"),
        ("2401.00001 Heron", "2405.00003 Heron", "different"),
    ]
    lines = []
    for one, other, label in rows:
        ends = [dict(zip(("paper", "entity"), end.split(), strict=True)) for end in (one, other)]
        lines.append(json.dumps({"a": ends[0], "b": ends[1], "label": label, "kind": "fuzzy"}))
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(lines))
    return str(path)


def test_links_of_a_graph_and_of_its_mentions(pairs: str, birds_file: Path, tmp_path: Path) -> None:
    figures = json.loads(run("--links", pairs, str(birds_file), "--json").output)
    right = {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert figures == {"all": right, "fuzzy": right, "variant": right}
    mentions = str(tmp_path / "mentions.jsonl")
    CliRunner().invoke(cli, ["mentions", str(birds_file), "-o", mentions])
    figures = json.loads(run("--links", pairs, mentions, "--json").output)
    assert figures == {"all": right, "fuzzy": right}


def test_as_many_files_as_there_is_use_for(files: list[str], pairs: str) -> None:
    assert "TEXTS, GOLD and PREDICTED are needed" in run(*files[1:]).output
    assert "one graph or file of nodes is needed" in run("--links", pairs, *files).output
