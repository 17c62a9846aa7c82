"""What ``kg link`` and ``kg split`` share: a person decides on two names."""

from pathlib import Path
from typing import Literal

import click

from kg.cli.console import progress_bar
from kg.graph import Graph
from kg.linking.decisions import Decision
from kg.linking.guidance import decisions_file
from kg.lookup import find
from kg.pipeline import decide

_SAID: dict[str, str] = {"same": "one thing", "different": "two things"}


def decide_on(
    graph: Path, verdict: Literal["same", "different"], asked: tuple[str, str], *, quiet: bool
) -> None:
    """Record the verdict on two names, or keys of nodes, and say so. Raises NotFoundError."""
    with Graph(graph) as opened:
        names = _meant(opened, asked[0]), _meant(opened, asked[1])
    with progress_bar(quiet) as progress:
        decide(graph, Decision(verdict=verdict, names=names), progress)
    if not quiet:
        said = f"{names[0]} and {names[1]} are {_SAID[verdict]}"
        click.echo(f"{said}: noted in {decisions_file(graph)}")


def _meant(graph: Graph, asked: str) -> str:
    """``asked`` if it is a name, or the name of the node whose key it is."""
    found = find(graph, asked)[0]
    return found.name if asked == found.key else asked
