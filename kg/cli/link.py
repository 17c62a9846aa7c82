"""``kg link``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress_bar
from kg.graph import Graph
from kg.linking.decisions import Decision, decisions_file
from kg.lookup import find
from kg.pipeline import decide


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
    with Graph(graph) as opened:
        names = meant(opened, name), meant(opened, other)
    with progress_bar(quiet) as progress:
        decide(graph, Decision(verdict="same", names=names), progress)
    if not quiet:
        click.echo(f"{name} and {other} are one thing: noted in {decisions_file(graph)}")


def meant(graph: Graph, asked: str) -> str:
    """``asked`` if it is a name, or the name of the node whose key it is. Raises NotFoundError."""
    found = find(graph, asked)[0]
    return found.name if asked == found.key else asked
