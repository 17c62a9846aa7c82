"""``kg mentions``."""

import json
from pathlib import Path
from typing import TextIO

import click

from kg.cli import options
from kg.graph import Graph


@click.command()
@options.GRAPH
@options.OUTPUT
def mentions(graph: Path, output: TextIO) -> None:
    """Write which node each entity of each paper became, a JSON object a line.

    \b
    Example:
      kg mentions graph.kg -o mentions.jsonl
    """
    with Graph(graph) as opened:
        for mention in opened.mentions():
            output.write(json.dumps(mention.model_dump(), ensure_ascii=False) + "\n")
