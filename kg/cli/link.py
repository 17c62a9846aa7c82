"""``kg link``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.deciding import decide_on


@click.command()
@options.GRAPH
@click.argument("name")
@click.argument("other")
@options.QUIET
def link(graph: Path, name: str, other: str, quiet: bool) -> None:
    """Decide that NAME and OTHER are one thing, and link GRAPH anew.

    The decision is kept in a file beside the graph, GRAPH.decisions.jsonl, and holds in every later
    build. Copy the file to share it.

    \b
    Example:
      kg link graph.kg 'tabular reasoning' 'reasoning over tables'
    """
    decide_on(graph, "same", (name, other), quiet=quiet)
