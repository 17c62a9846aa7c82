import json
from pathlib import Path

from hypothesis import given

from kg.graph import Graph
from kg.pipeline import BuildOptions, build
from kg.records import Edge, EntityNode, Node, PaperNode, ResultNode
from loaders import jsonl
from tests.graphs import EXAMPLE, MemoryGraph, graphs, saved
from tests.loaders.conftest import MatchesGolden

MODELS = {"Paper": PaperNode, "Result": ResultNode}


def test_file(matches_golden: MatchesGolden) -> None:
    with saved(EXAMPLE, jsonl) as path:
        matches_golden(path.read_text(encoding="utf-8"), "example.jsonl")


@given(graphs())
def test_a_line_a_record_with_nothing_left_out(graph: MemoryGraph) -> None:
    with saved(graph, jsonl) as path:
        # Not splitlines: names may hold what Unicode takes for the end of a line.
        lines = [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
    assert [_record(line) for line in lines] == [*graph.nodes(), *graph.edges()]


def _record(line: dict[str, object]) -> Node | Edge:
    if line.pop("kind") == "edge":
        return Edge.model_validate(line)
    label = line.pop("label")
    if label in MODELS:
        return MODELS[label].model_validate(line)
    return EntityNode.model_validate({**line, "type": label})


def test_a_build_makes_the_same_graph_of_it(birds: Graph, tmp_path: Path) -> None:
    jsonl.load(birds, tmp_path / "birds.jsonl")
    build([tmp_path / "birds.jsonl"], tmp_path / "copy.kg", BuildOptions())
    with Graph(tmp_path / "copy.kg") as copy:
        assert list(copy.nodes()) == list(birds.nodes())
        assert list(copy.edges()) == list(birds.edges())
