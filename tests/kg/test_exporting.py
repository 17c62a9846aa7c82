from pathlib import Path

import pytest

from kg.errors import PluginError
from kg.exporting import choose_loader, export
from kg.plugins import loader
from tests.graphs import EXAMPLE


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("graph.graphml", "graphml"),
        ("graph.gexf", "gexf"),
        ("graph.json", "node-link"),
        ("graph.cyjs", "cytoscape"),
        ("graph.jsonl", "jsonl"),
        ("graph.cypher", "cypher"),
        ("graph.ttl", "turtle"),
        ("graph.jsonld", "jsonld"),
        ("folder.v1/GRAPH.TTL", "turtle"),
    ],
)
def test_the_suffix_chooses(target: str, name: str) -> None:
    assert choose_loader(Path(target)) is loader(name)


def test_a_name_wins_over_the_suffix() -> None:
    assert choose_loader(Path("graph.json"), "cytoscape") is loader("cytoscape")


@pytest.mark.parametrize("target", ["graph", "graph.docx", "graph.ttl.bak", "jsonl"])
def test_an_unknown_suffix_is_answered_with_the_formats(target: str) -> None:
    with pytest.raises(PluginError) as caught:
        choose_loader(Path(target))
    assert str(caught.value).startswith(f"no format has the suffix of {target}: name one of csv, ")
    assert "parquet" in str(caught.value)


def test_an_unknown_name_is_answered_with_the_formats() -> None:
    with pytest.raises(PluginError, match="there is no loader called 'docx'; there are: csv, "):
        choose_loader(Path("graph.json"), "docx")


def test_export_writes(tmp_path: Path) -> None:
    export(EXAMPLE, tmp_path / "graph.jsonl")
    export(EXAMPLE, tmp_path / "tables", "parquet")
    assert (tmp_path / "graph.jsonl").read_bytes().count(b"\n") == 13
    assert (tmp_path / "tables" / "Model.parquet").exists()
