"""``kg export``."""

from pathlib import Path

import click

from kg import exporting
from kg.cli import options
from kg.graph import Graph
from kg.plugins import LOADERS, names


@click.command()
@options.GRAPH
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--format",
    type=click.Choice(names(LOADERS)),
    help="Write this format, whatever the suffix of OUT.",
)
def export(graph: Path, out: Path, format: str | None) -> None:
    """Write the graph to OUT, a file or folder in the format that its suffix names.

    \b
    Examples:
      kg export graph.kg graph.graphml
      kg export graph.kg tables --format parquet
    """
    with Graph(graph) as opened:
        exporting.export(opened, out, format)
