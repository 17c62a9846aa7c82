"""The gazetteer and the linear steps, learned from a toy corpus with parts that are silver."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

pytest.importorskip("sklearn", reason="scikit-learn belongs to the extra `training`")

from tests.training.toy import annotation, paper, write_lines
from training import gazetteer, linear

MONTHS = {"april": "2404.", "may": "2405."}
SILVER = ("--silver", "april", "--silver", "may")


def renamed(made: Callable[[str], dict[str, Any]], month: str, bird: str) -> dict[str, Any]:
    """What ``made`` makes, of a paper of another month that names EagleNet for RobinNet."""
    text = json.dumps(made(bird)).replace("RobinNet", "EagleNet").replace("2403.", month)
    renamed: dict[str, Any] = json.loads(text)
    return renamed


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with the annotated part ``train`` and two that are silver."""
    write_lines(tmp_path / "train.texts.jsonl", paper)
    write_lines(tmp_path / "train.gold.jsonl", annotation)
    for name, month in MONTHS.items():
        for kind, made in (("texts", paper), ("silver", annotation)):
            write_lines(tmp_path / f"{name}.{kind}.jsonl", partial(renamed, made, month))
    return tmp_path


def run(command: click.Command, *arguments: str | Path) -> None:
    ran = CliRunner().invoke(command, [*map(str, arguments)], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output


def known(corpus: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    """Lines of the gazetteer that is learned from ``corpus``, by name."""
    file = corpus / "gazetteer.jsonl"
    run(gazetteer.main, "--corpus", corpus, "--output", file, *arguments)
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {line["name"]: line for line in lines}


def weighed(corpus: Path, *arguments: str) -> set[str]:
    """The features by which "rules" judges entities when it has learned from ``corpus``."""
    run(linear.main, "entities", "--corpus", corpus, "--output", corpus, *arguments)
    models = json.loads((corpus / "entities.json").read_text(encoding="utf-8"))
    return set(models["rules"]["weights"])


def test_the_gazetteer_counts_silver_papers_with_the_others(corpus: Path) -> None:
    gold = known(corpus)
    assert gold["RobinNet"] == {
        "name": "RobinNet",
        "papers": 5,
        "types": {"Method": 5},
        "other": 0,
    }
    assert gold["NestBench"]["papers"] == 5
    both = known(corpus, *SILVER)
    assert "EagleNet" not in gold
    assert both["EagleNet"]["papers"] == 10
    assert both["NestBench"]["papers"] == 15
    assert both["RobinNet"] == gold["RobinNet"]


def test_the_linear_steps_learn_from_silver_too(corpus: Path) -> None:
    assert "name EagleNet" not in weighed(corpus)
    assert "name EagleNet" in weighed(corpus, *SILVER)


def test_a_silver_annotation_that_does_not_fit_its_paper_is_left_out(corpus: Path) -> None:
    lines = (corpus / "may.silver.jsonl").read_text(encoding="utf-8").splitlines()
    broken = json.loads(lines[0])
    broken["entities"][0]["surface"] = ["Song"]  # only within "Song Recognition"
    broken["entities"][0]["name"] = "Song"
    lines[0] = json.dumps(broken)
    (corpus / "may.silver.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert known(corpus, *SILVER)["EagleNet"]["papers"] == 9
