"""The code of ``docs/exports.md`` runs, and its table names every format."""

import re
from pathlib import Path

import pytest

from kg.exporting import export
from kg.graph import Graph
from kg.plugins import LOADERS, loader, names

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.fixture
def exports(birds: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that the page speaks of, in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("graph.graphml", "graph.gexf", "graph.json", "graph.cyjs", "graph.ttl"):
        export(birds, Path(name))
    export(birds, Path("tables"), "parquet")


@pytest.mark.usefixtures("exports")
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_the_code_runs(snippet: str) -> None:
    exec(compile(snippet, "docs/exports.md", "exec"), {})


def test_the_table_names_every_format_with_its_suffixes() -> None:
    table = PAGE.split("|---|---|---|---|\n")[1].split("\n\n")[0]
    rows = dict(re.findall(r"^\| `([\w-]+)` \|([^|]*)\|", table, re.M))
    assert sorted(rows) == names(LOADERS)
    for name, suffixes in rows.items():
        assert tuple(re.findall(r"`(.*?)`", suffixes)) == loader(name).SUFFIXES
