"""Annotations without texts, made, joined and fetched."""

import datetime
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from tests.services import Published, Services, serving

DAY = datetime.date(2024, 3, 1)
TITLES = {"2403.00001": "OwlNet for parsing", "2403.00002": "CrowNet for parsing"}
ABSTRACT = 'By Schr\\"oder. It reaches 9.5 F1,\n  and 9 at night.'
"""As submitted: an accent in LaTeX and a broken line, which readers mend."""


def annotation(key: str) -> dict[str, object]:
    names = [("Method", TITLES[key].split()[0]), ("Task", "parsing"), ("Metric", "F1")]
    return {
        "id": key,
        "entities": [
            {"id": f"e{n}", "type": kind, "name": name, "surface": [name], "new": n == 0}
            for n, (kind, name) in enumerate(names)
        ],
        "relations": [["e0", "ADDRESSES", "e1"]],
        "results": [{"subject": "e0", "on": "e1", "metric": "e2", "value": "9.5"}],
    }


def write(path: Path, items: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in items))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    items = [{"id": k, "title": t, "abstract": ABSTRACT} for k, t in TITLES.items()]
    return write(tmp_path / "texts.jsonl", items)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write(tmp_path / "gold.jsonl", [annotation(key) for key in TITLES])


@pytest.fixture
def stripped(tmp_path: Path, texts: Path, gold: Path) -> Path:
    path = tmp_path / "dev.jsonl.xz"
    assert run("corpus", "strip", texts, gold, "-o", path).exit_code == 0
    return path


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    papers = [Published(k, t, ABSTRACT, DAY, DAY) for k, t in TITLES.items()]
    with serving(Services(papers)) as services:
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        yield services


def test_no_text_is_published(tmp_path: Path, texts: Path, gold: Path) -> None:
    path = tmp_path / "dev.jsonl"
    run("corpus", "strip", texts, gold, "-o", path)
    first = read(path)[0]
    assert "reaches" not in path.read_text()
    assert [entity["mentions"] for entity in first["entities"]] == [  # type: ignore[attr-defined]
        [[0, 6]],
        [[11, 18]],
        [[47, 49]],
    ]
    assert first["results"][0]["span"] == [43, 46]  # type: ignore[index]


def test_there_and_back(tmp_path: Path, texts: Path, gold: Path, stripped: Path) -> None:
    result = run("corpus", "join", stripped, texts, "--into", tmp_path / "back")
    assert "2 papers of 2 as annotated" in result.output
    again = tmp_path / "again.jsonl.xz"
    run("corpus", "strip", tmp_path / "back/dev.texts.jsonl", gold, "-o", again)
    assert again.read_bytes() == stripped.read_bytes()


def test_fetched_by_id(tmp_path: Path, stripped: Path, services: Services) -> None:
    folder = tmp_path / "mine"
    assert run("corpus", "fetch", stripped, "--into", folder, "-q").exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["dev.gold.jsonl", "dev.texts.jsonl"]
    assert {item["id"]: item["title"] for item in read(folder / "dev.texts.jsonl")} == TITLES
    assert any("id_list" in asked for asked in services.asked)


def test_changed_and_missing_texts_are_listed_and_not_used(
    tmp_path: Path, stripped: Path, services: Services
) -> None:
    services.papers[:] = [
        Published("2403.00002", "CrowNet for tagging", ABSTRACT, DAY, DAY),
    ]
    folder = tmp_path / "mine"
    result = run("corpus", "fetch", stripped, "--into", folder, "-q")
    assert "another text than was annotated: 2403.00002" in result.output
    assert "no text: 2403.00001" in result.output
    assert read(folder / "dev.gold.jsonl") == read(folder / "dev.texts.jsonl") == []


def test_figures_are_those_of_the_other_form(
    tmp_path: Path, texts: Path, gold: Path, stripped: Path
) -> None:
    one = annotation("2403.00001")
    one["results"] = []
    predicted = write(tmp_path / "predicted.jsonl", [one, annotation("2403.00002")])
    plain = run("score", texts, gold, predicted, "--json")
    assert json.loads(plain.output)["result"]["recall"] == 0.5
    assert run("score", texts, stripped, predicted, "--json").output == plain.output


def test_scoring_leaves_changed_texts_out(tmp_path: Path, gold: Path, stripped: Path) -> None:
    items = [{"id": k, "title": t, "abstract": ABSTRACT} for k, t in TITLES.items()]
    items[0]["title"] = "OwlNet for tagging"
    result = run("score", write(tmp_path / "new.jsonl", items), stripped, gold)
    assert "another text than was annotated: 2403.00001" in result.output
    assert ["result", "1.000", "1.000", "1.000", "1", "1"] in [
        line.split() for line in result.output.splitlines()
    ]


def test_annotations_without_hashes_cannot_be_joined(
    tmp_path: Path, texts: Path, gold: Path
) -> None:
    result = run("corpus", "join", gold, texts, "--into", tmp_path / "back")
    assert result.exit_code == 1
    assert "has no hashes" in str(result.exception)
    assert not (tmp_path / "back").exists()


def test_damaged_file_is_one_sentence(tmp_path: Path, texts: Path, stripped: Path) -> None:
    stripped.write_bytes(stripped.read_bytes()[:-20])
    result = run("corpus", "join", stripped, texts, "--into", tmp_path / "back")
    assert result.exit_code == 1
    assert "cannot read annotations" in str(result.exception)
