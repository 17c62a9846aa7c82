from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import LoadError, NotFoundError


def view(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["view", *map(str, arguments)], catch_exceptions=False)


def test_writes_a_page_and_says_what_is_on_it(birds_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert view(birds_file, "-o", page).stdout == f"{page}: 6 of 6 entities\n"
    assert page.read_text().startswith("<!doctype html>")


def test_draws_the_part_that_is_asked_for(birds_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    options = ["--focus", "windbench", "--depth", "2", "--type", "model", "--limit", "3"]
    assert view(birds_file, "-o", page, *options).stdout == f"{page}: 3 of 4 entities\n"
    assert "<title>Around WindBench</title>" in page.read_text()


def test_an_unknown_focus_writes_nothing(birds_file: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        view(birds_file, "-o", tmp_path / "page.html", "--focus", "penguin")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_one_sentence(birds_file: Path, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="there is no folder"):
        view(birds_file, "-o", tmp_path / "missing" / "page.html")
