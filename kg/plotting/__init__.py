"""Pictures of a graph for reports, drawn by matplotlib; the same graph gives the same file."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from matplotlib.figure import Figure

from kg.graph import Graph
from kg.plotting.degree import draw_degree
from kg.plotting.matrix import draw_matrix
from kg.plotting.saving import save
from kg.plotting.timeline import draw_timeline


class Kind(StrEnum):
    """What a picture shows."""

    MATRIX = "matrix"
    TIMELINE = "timeline"
    DEGREE = "degree"


_DRAW: Mapping[Kind, Callable[[Graph], Figure | None]] = {
    Kind.MATRIX: draw_matrix,
    Kind.TIMELINE: draw_timeline,
    Kind.DEGREE: draw_degree,
}


def plot(graph: Graph, kind: Kind, target: Path) -> None:
    """Draw ``graph`` to ``target``, whose suffix says the format: ``.svg``, ``.pdf`` or ``.png``.

    Raises:
        LoadError: if there is nothing to draw, or the target cannot be written.
    """
    save(_DRAW[kind](graph), target)
