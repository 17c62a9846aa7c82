"""Node-link JSON: what ``networkx.node_link_graph`` reads, and D3 and its like draw."""

from pathlib import Path

import networkx as nx

from kg.networks import to_networkx
from kg.plugins import GraphLike
from loaders.json_document import write_json

SUFFIXES = (".json",)


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the file ``target``."""
    write_json(nx.node_link_data(to_networkx(graph), edges="edges"), target)
