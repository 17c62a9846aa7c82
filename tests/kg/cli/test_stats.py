import json
from pathlib import Path

from click.testing import CliRunner

from kg.cli import cli


def stats(*arguments: str) -> str:
    return CliRunner().invoke(cli, ["stats", *arguments], catch_exceptions=False).stdout


def test_prints_counts_shares_and_names(birds_file: Path) -> None:
    printed = [" ".join(line.split()) for line in stats(str(birds_file)).splitlines()]
    for line in (
        "dates 2024-01-02 to 2024-05-06",
        "that name nothing 1 (25.0%)",
        "Model 3",
        "1 paper 6 (85.7%)",
        "Model Heron (2), Kite (2), Heron-7B (1)",
    ):
        assert line in printed


def test_writes_json(birds_file: Path) -> None:
    assert json.loads(stats(str(birds_file), "--json"))["papers"]["count"] == 4
