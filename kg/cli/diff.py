"""``kg diff``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.files import GraphPath
from kg.cli.news import FORMAT
from kg.graph import Graph
from kg.news.finding import diff as find_diff
from kg.news.writing import WRITERS
from kg.writing import lines_into


@click.command(short_help="Say what one graph holds that an older one does not.")
@click.argument("old", type=GraphPath())
@click.argument("new", type=GraphPath())
@FORMAT
@options.OUTPUT
def diff(old: Path, new: Path, form: str, output: Path) -> None:
    """Say what the papers brought that the graph NEW holds and OLD does not; see kg news.

    \b
    Example:
      kg diff monday.kg graph.kg --format markdown -o week.md
    """
    with Graph(old) as before, Graph(new) as after:
        found = find_diff(before, after)
    with lines_into(output) as lines:
        lines.write(WRITERS[form](found))
