"""A graph as a notebook shows it: its size, what most papers name, and a picture of its core."""

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.graph import Graph
from kg.plugins import loader
from kg.schema import EntityType
from kg.selection import select

NAMED = 10
"""Entities that are listed."""

DRAWN = 60
"""Entities that are drawn."""

_HEIGHT = 480
"""Pixels of the picture."""


def show(graph: Graph) -> str:
    """``graph`` as a piece of HTML."""
    nodes, edges = graph.size()
    named = graph.query(
        f"MATCH (n:{':'.join(EntityType)}) RETURN label(n) AS type, n.name AS name, "
        f"n.papers AS papers ORDER BY papers DESC, n.key LIMIT {NAMED}"
    )
    title = f"{escape(graph.path.name)}: {nodes:,} nodes, {edges:,} edges"
    # In a frame without rights of its own, as names and sentences are those of strangers.
    return (
        f"<p><b>{title}</b></p>{named._repr_html_()}"
        f'<iframe sandbox="allow-scripts" srcdoc="{escape(_picture(graph))}" '
        f'style="width: 100%; height: {_HEIGHT}px; border: 1px solid #ccc"></iframe>'
    )


def _picture(graph: Graph) -> str:
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        loader("html").load(select(graph, limit=DRAWN), page)
        return page.read_text(encoding="utf-8")
