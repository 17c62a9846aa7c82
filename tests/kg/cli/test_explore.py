import shutil
from pathlib import Path

from click.testing import CliRunner

from kg.cli import cli
from kg.errors import LoadError


def test_writes_one_page(birds_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "birds.html"
    done = CliRunner().invoke(cli, ["explore", str(birds_file), "-o", str(page)])
    assert done.exit_code == 0
    assert done.output == f"{page}: {page.stat().st_size:,} bytes\n"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_graph_is_never_overwritten(birds_file: Path, tmp_path: Path) -> None:
    graph = tmp_path / "birds.kg"
    shutil.copy(birds_file, graph)
    before = graph.read_bytes()
    done = CliRunner().invoke(cli, ["explore", str(graph), "-o", str(graph)])
    assert isinstance(done.exception, LoadError)
    assert graph.read_bytes() == before
