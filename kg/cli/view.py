"""``kg view``."""

from pathlib import Path

import click

from kg import plugins
from kg.cli import options
from kg.cli.console import likeliest
from kg.graph import Graph
from kg.lookup import find
from kg.schema import EntityType
from kg.selection import LIMIT, TYPES, select


@click.command(short_help="Draw a graph, or a part of it, as a page.")
@options.GRAPH
@options.page("graph.html")
@click.option("--focus", metavar="NAME", help="Draw only what is near this entity or paper.")
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many links to go from the focus.",
)
@click.option(
    "--type",
    "types",
    type=click.Choice([str(kind) for kind in EntityType], case_sensitive=False),
    multiple=True,
    help="Draw only entities of this type (repeatable). [default: all but metrics]",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=LIMIT,
    show_default=True,
    help="How many entities to draw at most; the best supported are taken.",
)
def view(
    graph: Path,
    output: Path,
    focus: str | None,
    depth: int,
    types: tuple[str, ...],
    limit: int,
) -> None:
    """Draw GRAPH, or a part of it, as a page to open in a browser; it works offline.

    \b
    Examples:
      kg view graph.kg -o graph.html
      kg view graph.kg --focus MMLU --type Model --type Method -o mmlu.html
    """
    kinds = frozenset(map(EntityType, types)) or TYPES
    with Graph(graph) as opened:
        key = likeliest(find(opened, focus)).key if focus else None
        part = select(opened, key, depth, kinds, limit)
        plugins.loader("html").load(part, output)
    click.echo(f"{output}: {len(part.entities):,} of {part.candidates:,} entities")
