import networkx as nx
from hypothesis import given

from loaders import graphml
from tests.graphs import EXAMPLE, MemoryGraph, graphs, saved, texts
from tests.loaders.conftest import MatchesGolden
from tests.loaders.xml_networks import NOT_XML, assert_holds, xml_texts


def test_file(matches_golden: MatchesGolden) -> None:
    with saved(EXAMPLE, graphml) as path:
        matches_golden(path.read_text(encoding="utf-8"), "example.graphml")


def test_networkx_opens_the_example() -> None:
    with saved(EXAMPLE, graphml) as path:
        assert_holds(nx.read_graphml(path, force_multigraph=True), EXAMPLE)


@given(graphs(xml_texts))
def test_networkx_opens_it_with_every_attribute(graph: MemoryGraph) -> None:
    with saved(graph, graphml) as path:
        assert_holds(nx.read_graphml(path, force_multigraph=True), graph)


@given(graphs(texts()))
def test_what_xml_forbids_is_replaced(graph: MemoryGraph) -> None:
    with saved(graph, graphml) as path:
        network = nx.read_graphml(path, force_multigraph=True)
    names = {NOT_XML.sub("\ufffd", node.name) for node in graph.nodes()}
    assert {attributes.get("label", "") for _, attributes in network.nodes(data=True)} <= names
