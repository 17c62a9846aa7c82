import json

import networkx as nx
from hypothesis import given

from kg.networks import to_networkx
from loaders import node_link
from tests.graphs import EXAMPLE, MemoryGraph, graphs, saved
from tests.loaders.conftest import MatchesGolden


def test_file(matches_golden: MatchesGolden) -> None:
    with saved(EXAMPLE, node_link) as path:
        document = json.loads(path.read_bytes())
    matches_golden(json.dumps(document, indent=1, ensure_ascii=False), "example.json")


@given(graphs())
def test_networkx_opens_it_with_every_attribute(graph: MemoryGraph) -> None:
    with saved(graph, node_link) as path:
        network = nx.node_link_graph(json.loads(path.read_bytes()), edges="edges")
    expected = to_networkx(graph)
    assert network.is_directed()
    assert network.is_multigraph()
    # In JSON dates are strings; all else is as it was.
    assert _plain(network.nodes(data=True)) == _plain(expected.nodes(data=True))
    assert _plain(network.edges(keys=True, data=True)) == _plain(
        expected.edges(keys=True, data=True)
    )


def _plain(view: object) -> object:
    return json.loads(json.dumps(list(view), default=str))
