"""``kg plot``."""

from pathlib import Path

import click

from kg.cli import options
from kg.errors import PaperkgError
from kg.graph import Graph

KINDS = ("matrix", "timeline", "degree")


@click.command()
@options.GRAPH
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help="What is measured on what, what was introduced when, or how many neighbours nodes have.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The picture to write: .svg, .pdf or .png.",
)
def plot(graph: Path, kind: str, output: Path) -> None:
    """Draw GRAPH as a picture for a report.

    \b
    Example:
      kg plot graph.kg --kind matrix -o matrix.svg
    """
    try:
        from kg.plotting import Kind  # noqa: PLC0415 (an extra, which may be missing)
        from kg.plotting import plot as draw  # noqa: PLC0415
    except ImportError as error:
        raise PaperkgError("kg plot needs matplotlib: pip install 'paperkg[plot]'") from error
    with Graph(graph) as opened:
        draw(opened, Kind(kind), output)
    click.echo(f"{output}: {kind} of {graph}")
