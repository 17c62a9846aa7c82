"""``kg explore``."""

from pathlib import Path

import click

from kg.cli import options
from kg.explorer import LIMIT, packed, static_page
from kg.graph import Graph
from kg.writing import whole


@click.command(short_help="Write a graph as one page to look at it in a browser.")
@options.GRAPH
@options.page("explorer.html")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=LIMIT,
    show_default=True,
    help="Of a graph with more nodes take the best-supported part.",
)
def explore(graph: Path, output: Path, limit: int) -> None:
    """Write GRAPH as one page to look at it in a browser; it works offline.

    It shows which methods were measured on which benchmarks, their reported results, the network
    of all that is named, and each paper with what it states.

    \b
    Examples:
      kg explore graph.kg -o explorer.html
    """
    with Graph(graph) as opened:
        page = static_page(packed(opened, limit), graph.name)
    with whole(output) as path:
        path.write_text(page, encoding="utf-8", newline="\n")
    click.echo(f"{output}: {len(page.encode()):,} bytes")
