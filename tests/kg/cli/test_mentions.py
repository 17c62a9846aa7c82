"""``kg mentions``."""

import json
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli import cli
from kg.graph import Graph


def mentions(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["mentions", *map(str, arguments)])


def test_every_entity_of_every_paper_has_a_node(birds_file: Path, tmp_path: Path) -> None:
    assert mentions(birds_file, "-o", tmp_path / "m.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "m.jsonl").read_text().splitlines()]
    with Graph(birds_file) as graph:
        nodes = {node.key for node in graph.nodes()}
        entities = [(p.id, e.id) for p, a in graph.annotated() for e in a.entities]
    assert [(row["paper"], row["entity"]) for row in rows] == entities
    assert {row["node"] for row in rows} <= nodes


def test_the_graph_is_not_overwritten(birds_file: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copy(birds_file, tmp_path / "birds.kg"))
    result = mentions(graph, "-o", graph)
    assert result.exit_code == 2
    assert "is a graph" in result.output
    assert graph.read_bytes() == birds_file.read_bytes()
