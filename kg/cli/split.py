"""``kg split``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.deciding import decide_on


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
    decide_on(graph, "different", (name, alias), quiet=quiet)
