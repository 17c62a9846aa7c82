"""The Python interface in two functions: build a graph, open a graph."""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kg.graph import Graph
from kg.pipeline import BuildOptions
from kg.pipeline import build as build_file


def build(sources: Sequence[str | Path], into: str | Path | None = None, **options: Any) -> Graph:
    """Build the graph of ``sources``, or extend the one at ``into``, and open it.

    Args:
        sources: files, folders or globs, in any format that a reader recognises.
        into: the graph's file; without it the graph lives as long as the object that is returned.
        options: as the fields of :class:`kg.pipeline.BuildOptions`.

    Raises:
        PaperkgError: if a source, an option or the file is not as it must be.
    """
    if into is not None:
        build_file(sources, Path(into), BuildOptions(**options))
        return Graph(into)
    folder = tempfile.mkdtemp(prefix="paperkg-")
    remove = partial(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder, "graph.kg")
    try:
        build_file(sources, path, BuildOptions(**options))
        graph = Graph(path)
    except BaseException:
        remove()
        raise
    weakref.finalize(graph, remove)
    return graph


def open_graph(path: str | Path) -> Graph:
    """Open the graph at ``path`` for reading. Raises GraphError."""
    return Graph(path)
