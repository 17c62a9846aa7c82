"""Cytoscape JSON, for Cytoscape and Cytoscape.js."""

from pathlib import Path

import networkx as nx

from kg.networks import to_networkx
from kg.plugins import GraphLike
from loaders.json_document import write_json

SUFFIXES = (".cyjs",)


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the file ``target``."""
    write_json(nx.cytoscape_data(to_networkx(graph)), target)
