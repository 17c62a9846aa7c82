"""paperkg: abstracts in, a typed and evidence-linked knowledge graph out.

::

    import kg

    with kg.build(["papers.jsonl"], into="graph.kg") as graph:
        graph.query("MATCH (m:Model) RETURN m.name, m.papers ORDER BY m.papers DESC LIMIT 5")

What is named here is loaded when it is first used: the database and its libraries take a second
that ``kg --help`` does not need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import build
    from kg.api import open_graph as open
    from kg.errors import PaperkgError
    from kg.graph import Graph
    from kg.records import Annotation, Edge, Node, Paper

__all__ = ["Annotation", "Edge", "Graph", "Node", "Paper", "PaperkgError", "build", "open"]

_HOMES = {
    "Annotation": "kg.records:Annotation",
    "Edge": "kg.records:Edge",
    "Graph": "kg.graph:Graph",
    "Node": "kg.records:Node",
    "Paper": "kg.records:Paper",
    "PaperkgError": "kg.errors:PaperkgError",
    "build": "kg.api:build",
    "open": "kg.api:open_graph",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute)
