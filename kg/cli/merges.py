"""``kg merges``."""

from itertools import islice
from pathlib import Path

import click

from kg.cli import options
from kg.graph import Graph


@click.command(short_help="List the names that were taken for one thing, and why.")
@options.GRAPH
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def merges(graph: Path, limit: int, as_json: bool) -> None:
    """List the names that were taken for one thing, the least certain first, and why.

    \b
    Example:
      kg merges graph.kg --limit 5
    """
    with Graph(graph) as opened:
        found = opened.links().merges
    for merge in islice((merge for merge in found if merge.names[0] != merge.names[1]), limit):
        if as_json:
            click.echo(merge.model_dump_json())
        else:
            one, other = merge.names
            click.echo(f"{merge.probability:.0%}  {one} = {other}  [{merge.key}]")
            click.echo(f"     {', '.join(merge.reasons)}")
