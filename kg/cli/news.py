"""``kg news``."""

import datetime
from pathlib import Path

import click

from kg.cli import options
from kg.cli.days import day
from kg.graph import Graph
from kg.news.finding import news as find_news
from kg.news.writing import WRITERS
from kg.writing import lines_into

FORMAT = click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), default="text", show_default=True
)


@click.command()
@options.GRAPH
@click.option(
    "--since", callback=day, metavar="DAY", required=True, help="The first day that is new."
)
@FORMAT
@options.OUTPUT
def news(graph: Path, since: datetime.date, form: str, output: Path) -> None:
    """Say what the papers since a day brought to GRAPH.

    These are new methods, benchmarks and datasets, new links between names that were there, new
    best values, and names on the rise; each with its paper and sentence.

    \b
    Example:
      kg news graph.kg --since 2025-03-17
      kg news graph.kg --since 2025-03-17 --format atom -o news.atom
    """
    with Graph(graph) as opened:
        found = find_news(opened, since)
    with lines_into(output) as lines:
        lines.write(WRITERS[form](found))
