"""Running the server until it is interrupted."""

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.errors import PaperkgError
from kg.serve.app import make_app
from kg.service import Service

CONNECTIONS = 64
"""Connections at a time; more are turned away."""

_REASONS = {
    errno.EADDRINUSE: "Address already in use; port 0 takes any that is free",
    errno.EADDRNOTAVAIL: "this machine has no such address",
}
"""In our words what :func:`socket.create_server` says with all that it was doing."""


def serve(path: Path, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve the graph at ``path`` until the process is interrupted.

    Args:
        path: the graph's file.
        host: name or address to listen at.
        port: where to listen; 0 takes any that is free.
        started: is told the address when the server listens.

    Raises:
        GraphError: if there is no graph at ``path``.
        PaperkgError: if nobody can listen there.
    """
    with _listening(host, port) as listener, Service(path) as service:
        shown = f"[{host}]" if ":" in host else host
        started(f"http://{shown}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(
            make_app(service, hosts=[host]),
            log_level="warning",
            limit_concurrency=CONNECTIONS,
            server_header=False,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror)
        raise PaperkgError(f"cannot listen at {host}, port {port}: {reason}") from error
