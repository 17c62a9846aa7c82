"""``kg mcp``."""

from pathlib import Path

import click

from kg.cli import options
from kg.errors import PaperkgError


@click.command(short_help="Serve a graph to an agent, over MCP.")
@options.GRAPH
def mcp(graph: Path) -> None:
    """Serve GRAPH to an agent: an MCP server on standard input and output, for reading only.

    It is for programs to start, and ends when its input does.

    \b
    Example:
      claude mcp add papers -- kg mcp /home/me/graph.kg
    """
    try:
        from kg.mcp_server import make_server  # noqa: PLC0415 (an extra, which may be missing)
    except ImportError as error:
        raise PaperkgError("kg mcp needs the MCP SDK: pip install 'paperkg[mcp]'") from error
    from kg.service import Service  # noqa: PLC0415

    with Service(graph) as service:
        make_server(service).run("stdio")
