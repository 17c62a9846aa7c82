"""``kg pull``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.files import GraphPath
from kg.cli.login import LogIn, how_to_log_in
from kg.copying import copy
from kg.databases import connect
from kg.graph import Graph


@click.command(short_help="Read a graph back from a Neo4j database.")
@click.argument("address", envvar="NEO4J_URI")
@click.option(
    "--into",
    type=GraphPath(),
    default=Path("graph.kg"),
    show_default=True,
    help="The graph's file; one that is there is replaced.",
)
@how_to_log_in
@options.QUIET
def pull(address: str, into: Path, log_in: LogIn, quiet: bool) -> None:
    """Read the graph that was loaded into the database at ADDRESS back into a file.

    \b
    Example:
      export NEO4J_PASSWORD=...
      kg pull neo4j://localhost --into graph.kg
    """
    with connect(address, log_in()) as database:
        if not database.is_whole():
            click.echo(
                "kg: the load into this database has not been finished, so parts of the graph may "
                "be missing; run the same kg load again",
                err=True,
            )
        copy(database, into)
    if not quiet:
        with Graph(into) as graph:
            nodes, edges = graph.size()
        click.echo(f"{into}: {nodes:,} nodes, {edges:,} edges")
