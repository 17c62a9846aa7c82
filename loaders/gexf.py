"""GEXF 1.2 (https://gexf.net), the format of Gephi."""

from pathlib import Path

from networkx.readwrite.gexf import GEXFWriter

from kg.plugins import GraphLike
from kg.writing import whole
from loaders.flat_network import to_flat_network

SUFFIXES = (".gexf",)


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the file ``target``."""
    writer = GEXFWriter(to_flat_network(graph))
    meta = writer.xml.find("meta")
    # It names today's date and networkx's version: the same graph is to give the same bytes.
    del meta.attrib["lastmodifieddate"]
    meta.find("creator").text = "paperkg"
    with whole(target) as path, path.open("wb") as stream:
        writer.write(stream)
