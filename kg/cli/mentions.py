"""``kg mentions``."""

import json
from pathlib import Path

import click

from kg.cli import options
from kg.graph import Graph
from kg.writing import lines_into


@click.command(short_help="Write which node each entity of each paper became.")
@options.GRAPH
@options.OUTPUT
def mentions(graph: Path, output: Path) -> None:
    """Write which node each entity of each paper became, a JSON object a line.

    \b
    Example:
      kg mentions graph.kg -o mentions.jsonl
    """
    with Graph(graph) as opened, lines_into(output) as lines:
        for mention in opened.mentions():
            lines.write(json.dumps(mention.model_dump(), ensure_ascii=False) + "\n")
