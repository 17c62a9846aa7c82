"""The native format: JSON lines, a node each and then an edge each, with nothing left out.

::

    {"kind": "node", "label": "Model", "key": "model:bert", "name": "BERT", …}
    {"kind": "edge", "head": "model:bert", "label": "USES", "tail": "method:…", "evidence": […], …}

The members are the fields of :mod:`kg.records`; the type of an entity is its label.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.plugins import GraphLike
from kg.records import Edge, Node
from kg.writing import whole

SUFFIXES = (".jsonl", ".ndjson")


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the file ``target``."""
    with whole(target) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        for line in _lines(graph):
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _lines(graph: GraphLike) -> Iterator[dict[str, Any]]:
    for node in graph.nodes():
        yield _node(node)
    for edge in graph.edges():
        yield _edge(edge)


def _node(node: Node) -> dict[str, Any]:
    fields = node.model_dump(mode="json", exclude={"type"})
    return {"kind": "node", "label": str(node.label), **fields}


def _edge(edge: Edge) -> dict[str, Any]:
    return {"kind": "edge", **edge.model_dump(mode="json")}
