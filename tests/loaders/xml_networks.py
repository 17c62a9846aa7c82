"""What the tests of the two XML formats share."""

import datetime
import json
import re

import networkx as nx

from kg.networks import to_networkx
from kg.plugins import GraphLike
from tests.graphs import texts

NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")

xml_texts = texts().map(lambda text: NOT_XML.sub("", text))


def assert_holds(network: nx.MultiDiGraph, graph: GraphLike) -> None:
    """``network``, read from a file, has all nodes, edges and attributes of ``graph``."""
    expected = to_networkx(graph)
    assert set(network.nodes) == set(expected.nodes)
    for key, attributes in expected.nodes(data=True):
        read = {**network.nodes[key]}
        assert read.pop("label", "") == attributes["name"]
        _assert_same(read, attributes)
    read_edges = {(h, a["label"], t): {**a} for h, t, a in network.edges(data=True)}
    assert len(read_edges) == network.number_of_edges() == expected.number_of_edges()
    for head, tail, label, attributes in expected.edges(keys=True, data=True):
        read = read_edges[head, label, tail]
        assert read.pop("id") == f"{head} {label} {tail}"
        assert read.pop("label") == label
        assert read.pop("weight") == attributes["support"]
        _assert_same(read, attributes)


def _assert_same(read: dict[str, object], expected: dict[str, object]) -> None:
    decoded = {name: _decoded(value, expected[name]) for name, value in read.items()}
    assert decoded == {name: value for name, value in expected.items() if value != ""}


def _decoded(value: object, like: object) -> object:
    match like:
        case list():
            return json.loads(str(value))
        case datetime.date():
            return datetime.date.fromisoformat(str(value))
        case _:
            return value
