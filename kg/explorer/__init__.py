"""The explorer: a graph on one page, to be looked at whole in a browser.

The page itself is the TypeScript of ``explorer/``, which the build of the package bundles into
``static/``. Here a graph becomes what that page reads.
"""

from kg.explorer.core import LIMIT, core
from kg.explorer.pack import pack
from kg.explorer.page import BUNDLE, served_page, static_page
from kg.graph import Graph

__all__ = ["BUNDLE", "LIMIT", "packed", "served_page", "static_page"]


def packed(graph: Graph, limit: int = LIMIT) -> bytes:
    """What the page shows of ``graph``, as it reads it: all, or the core of a larger one.

    Args:
        graph: the graph.
        limit: from how many nodes on the best-supported part is taken.
    """
    part, whole = core(graph, limit), graph.size()
    return pack(part, graph.path.name, None if part is graph else whole)
