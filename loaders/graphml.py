"""GraphML (http://graphml.graphdrawing.org), for networkx, Gephi, yEd, igraph and Cytoscape."""

from pathlib import Path

import networkx as nx

from kg.plugins import GraphLike
from kg.writing import whole
from loaders.flat_network import to_flat_network

SUFFIXES = (".graphml",)


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the file ``target``."""
    network = to_flat_network(graph)
    with whole(target) as path:
        # The ids must be given: networkx would write labels, and viewers merge edges of one id.
        nx.write_graphml_xml(network, path, edge_id_from_attribute="id")
