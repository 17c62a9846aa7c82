"""A page that draws the graph: one HTML file that works offline, with search, legend and evidence.

Only entities are drawn. A paper names some ten of them: as a node it would be a hub between things
that have nothing to do with each other but to share an abstract. So papers are the evidence that a
link or a node shows, and results are rows of the cards of what they are about.
"""

from pathlib import Path

from kg.graph import Graph
from kg.plugins import GraphLike
from kg.selection import select
from kg.writing import whole
from loaders.html.page import render
from loaders.html.picture import draw

SUFFIXES = (".html",)


def load(graph: GraphLike, target: Path) -> None:
    """Write a page of ``graph`` to the file ``target``; a whole graph file is cut to its core."""
    part = select(graph) if isinstance(graph, Graph) else graph
    with whole(target) as path:
        path.write_text(render(draw(part)), encoding="utf-8", newline="\n")
