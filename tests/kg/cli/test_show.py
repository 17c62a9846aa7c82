import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import NotFoundError


def show(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["show", *map(str, arguments)], catch_exceptions=False)


def test_prints_the_card_of_a_thing(birds_file: Path) -> None:
    printed = " ".join(show(birds_file, "kite").stdout.split())
    assert printed.startswith("Kite Model model:kite 2 papers, 2024-03-04 to 2024-05-06")
    assert "compared with Heron Model better 1 paper, confidence 1.00 “Kite" in printed
    assert "71.5% accuracy of Kite on WindBench “Kite outperforms Heron on WindBench" in printed


def test_sees_a_comparison_from_the_side_of_the_card(birds_file: Path) -> None:
    printed = " ".join(show(birds_file, "model:heron").stdout.split())
    assert "compared with (by) Kite Model worse 1 paper" in printed


def test_prints_the_card_of_a_paper(birds_file: Path) -> None:
    printed = " ".join(show(birds_file, "2401.00001").stdout.split())
    assert printed.startswith("Heron: Wading through Text Paper paper:2401.00001 2024-01-02")
    assert "contributes Heron Model mentions WindBench Benchmark accuracy Metric" in printed


def test_brackets_are_text_and_no_markup(birds_file: Path) -> None:
    assert "Trained on Heron [sic]," in show(birds_file, "Heron-7B").stdout


def test_says_what_else_the_name_may_mean(birds_file: Path) -> None:
    shown = show(birds_file, "heron")
    assert shown.stdout.startswith("Heron  Model  model:heron")
    assert shown.stderr == (
        "kg: taken to mean model:heron; it may also be dataset:heron (1 paper)\n"
    )
    assert show(birds_file, "heron", "--type", "dataset").stdout.startswith("Heron  Dataset")


def test_says_how_much_was_left_out(birds_file: Path) -> None:
    assert "results  1 of 2" in show(birds_file, "WindBench", "--limit", "1").stdout


def test_writes_json(birds_file: Path) -> None:
    card = json.loads(show(birds_file, "Kite", "--json").stdout)
    assert card["node"]["key"] == "model:kite"
    assert card["results"]["items"][0]["on"]["name"] == "WindBench"


def test_fails_where_nothing_has_that_name(birds_file: Path) -> None:
    with pytest.raises(NotFoundError, match="did you mean Kite"):
        show(birds_file, "Kitee")
