import json

import networkx as nx
from hypothesis import given

from kg.columns import row
from loaders import cytoscape
from tests.graphs import EXAMPLE, MemoryGraph, graphs, saved
from tests.loaders.conftest import MatchesGolden


def test_file(matches_golden: MatchesGolden) -> None:
    with saved(EXAMPLE, cytoscape) as path:
        document = json.loads(path.read_bytes())
    matches_golden(json.dumps(document, indent=1, ensure_ascii=False), "example.cyjs")


@given(graphs())
def test_elements_hold_every_node_and_edge(graph: MemoryGraph) -> None:
    with saved(graph, cytoscape) as path:
        elements = json.loads(path.read_bytes())["elements"]
    nodes = {element["data"]["id"]: element["data"] for element in elements["nodes"]}
    edges = [element["data"] for element in elements["edges"]]
    assert {(key, data["type"], data["name"]) for key, data in nodes.items()} == {
        (node.key, node.label, node.name) for node in graph.nodes()
    }
    assert {(data["source"], data["key"], data["target"]) for data in edges} == {
        edge.key for edge in graph.edges()
    }
    sentences = {(data["source"], data["key"], data["target"]): data["sentences"] for data in edges}
    assert sentences == {edge.key: row(edge)["sentences"] for edge in graph.edges()}


def test_networkx_opens_it() -> None:
    with saved(EXAMPLE, cytoscape) as path:
        network = nx.cytoscape_graph(json.loads(path.read_bytes()))
    assert network.nodes["method:fjord"]["aliases"] == ["FJ; or, cold start", "فيورد"]
    comparison = network.edges["method:fjord", "model:o-brien-7b", "COMPARED_WITH"]
    assert comparison["outcomes"] == ["better", "worse"]
    assert comparison["first"] == "2024-01-02"
