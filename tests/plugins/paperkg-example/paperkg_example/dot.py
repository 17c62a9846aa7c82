"""Writes the graph in DOT, the language of Graphviz."""

import json
from pathlib import Path

from kg.plugins import GraphLike
from kg.writing import whole

SUFFIXES = (".dot", ".gv")


def load(graph: GraphLike, target: Path) -> None:
    with whole(target) as path, path.open("w", encoding="utf-8") as file:
        file.write("digraph {\n")
        for node in graph.nodes():
            file.write(f"  {quoted(node.key)} [label={quoted(node.name)}]\n")
        for edge in graph.edges():
            ends = f"{quoted(edge.head)} -> {quoted(edge.tail)}"
            file.write(f"  {ends} [label={quoted(edge.label)}]\n")
        file.write("}\n")


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
