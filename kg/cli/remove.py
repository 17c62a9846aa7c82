"""``kg remove``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import papers, progress_bar
from kg.errors import NotFoundError
from kg.pipeline import remove_papers


@click.command()
@options.GRAPH
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@options.QUIET
def remove(graph: Path, ids: tuple[str, ...], quiet: bool) -> None:
    """Take the papers ID... out of GRAPH, with all that only they say.

    \b
    Example:
      kg remove graph.kg 2503.11677 2503.11685
    """
    with progress_bar(quiet) as progress:
        removed = remove_papers(graph, ids, progress)
    if not removed:
        raise NotFoundError(f"{graph} holds no paper {' or '.join(ids)}")
    if not quiet:
        click.echo(f"{graph}: {papers(removed)} removed")
