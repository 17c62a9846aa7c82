"""``kg split``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress_bar
from kg.cli.link import meant
from kg.graph import Graph
from kg.linking.decisions import Decision, decisions_file
from kg.pipeline import decide


@click.command()
@options.GRAPH
@click.argument("name")
@click.argument("alias")
@options.QUIET
def split(graph: Path, name: str, alias: str, quiet: bool) -> None:
    """Decide that ALIAS is not NAME, and link GRAPH anew.

    This undoes kg link, and what the linker did by itself. A paper that calls one thing by both
    names is believed all the same.

    \b
    Example:
      kg split graph.kg 'mean average precision' MAP
    """
    with Graph(graph) as opened:
        names = meant(opened, name), meant(opened, alias)
    with progress_bar(quiet) as progress:
        decide(graph, Decision(verdict="different", names=names), progress)
    if not quiet:
        click.echo(f"{name} and {alias} are two things: noted in {decisions_file(graph)}")
