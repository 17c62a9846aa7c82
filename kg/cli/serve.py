"""``kg serve``."""

from pathlib import Path

import click

from kg.cli import options

HOST = "127.0.0.1"
PORT = 8765


@click.command(short_help="Serve a graph as the explorer's page and a JSON API.")
@options.GRAPH
@click.option(
    "--host",
    default=HOST,
    show_default=True,
    help="Name or address to listen at. Without it nobody else can reach the server.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port to listen at; 0 takes any that is free.",
)
def serve(graph: Path, host: str, port: int) -> None:
    """Serve GRAPH as the explorer's page and a JSON API, for reading only, until interrupted.

    A build that replaces the graph while it is served is noticed. The API is described at
    /api/openapi.json.

    \b
    Example:
      kg serve graph.kg
    """
    # Here, as the web server's libraries take a while that "kg --help" does not need.
    from kg.serve import serve as run  # noqa: PLC0415

    run(graph, host, port, lambda address: click.echo(f"{graph} is served at {address}"))
