"""``kg export``."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from kg import exporting
from kg.cli import options
from kg.cli.console import progress_bar
from kg.graph import Graph
from kg.pipeline import Progress
from kg.plugins import LOADERS, names
from kg.records import Edge, Node

R = TypeVar("R")

STEP = 100
"""Records between two looks at the progress."""


@click.command(short_help="Write a graph in another format.")
@options.GRAPH
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--format",
    type=click.Choice(names(LOADERS)),
    help="Write this format, whatever the suffix of OUT.",
)
@options.QUIET
def export(graph: Path, out: Path, format: str | None, quiet: bool) -> None:
    """Write the graph to OUT, a file or folder in the format that its suffix names.

    \b
    Examples:
      kg export graph.kg graph.graphml
      kg export graph.kg tables --format parquet
    """
    with progress_bar(quiet) as progress, _Watched(graph, progress) as opened:
        exporting.export(opened, out, format)


class _Watched(Graph):
    """A graph that tells how far a loader has read it."""

    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(path)
        self._progress = progress

    def nodes(self, keys: Collection[str] | None = None) -> Iterator[Node]:
        return self._told("nodes", super().nodes(keys))

    def edges(
        self, heads: Collection[str] | None = None, tails: Collection[str] | None = None
    ) -> Iterator[Edge]:
        return self._told("edges", super().edges(heads, tails))

    def _told(self, stage: str, records: Iterable[R]) -> Iterator[R]:
        for done, record in enumerate(records, 1):
            yield record
            if done % STEP == 0:
                self._progress(stage, done)
        self._progress("writing", 0)
