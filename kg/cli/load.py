"""``kg load``."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from kg.cli import options
from kg.cli.login import LogIn, how_to_log_in
from kg.databases import Changes, connect, write_bulk
from kg.graph import Graph


@click.command(short_help="Load a graph into a Neo4j database.")
@options.GRAPH
@click.argument("address", envvar="NEO4J_URI", required=False)
@how_to_log_in
@click.option("--prune", is_flag=True, help="Delete what was loaded and GRAPH no longer holds.")
@click.option("--dry-run", is_flag=True, help="Change nothing, only say what would change.")
@click.option(
    "--bulk",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write files for neo4j-admin into the new folder DIR instead.",
)
@options.QUIET
def load(
    graph: Path,
    address: str | None,
    log_in: LogIn,
    prune: bool,
    dry_run: bool,
    bulk: Path | None,
    quiet: bool,
) -> None:
    """Load GRAPH into the Neo4j database at ADDRESS (default: $NEO4J_URI).

    Only what differs is written, so the command can run every day, and can be run again when it
    broke off. What paperkg did not write is not touched.

    \b
    Example:
      export NEO4J_PASSWORD=...
      kg load graph.kg neo4j://localhost --prune
      kg load graph.kg --bulk import/   # for an empty database and millions of papers
    """
    with Graph(graph) as opened:
        if bulk:
            command = write_bulk(opened, bulk)
            click.echo(command)
            return
        if not address:
            raise click.UsageError("give the address of a server, or --bulk")
        with connect(address, log_in()) as database:
            changes = database.load(opened, prune=prune, dry_run=dry_run)
    if not quiet:
        _show(changes)
        if dry_run:
            click.echo("nothing was changed: this was a dry run")


def _show(changes: Changes) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("")
    columns = ("held", "created", "updated", "unchanged", "deleted", "kept")
    for name in columns:
        table.add_column(name, justify="right")
    for label, tally in changes.items():
        table.add_row(label, *(f"{getattr(tally, name):,}" for name in columns))
    Console().print(table)
