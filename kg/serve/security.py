"""What keeps a page on another site, and a text within the graph, from doing harm.

A server on the user's own machine answers every page that their browser shows, unless it looks
who asks. It refuses requests under a stranger's host name (DNS rebinding), tells no other site
what it answers (no CORS), and lets its own page load and run nothing but its own files.
"""

import ipaddress
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Sent with every answer."""


class Guard:
    """Refuses requests from elsewhere and gives every answer its headers."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        """Guard ``app``, which is called by an IP address, as localhost, or by one of ``hosts``."""
        self._app = app
        self._hosts = {"localhost", *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if refusal := self._refusal(Headers(scope=scope)):
            answer = JSONResponse({"error": refusal}, status_code=403)
            await answer(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)

    def _refusal(self, headers: Headers) -> str | None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            return f"this server is not called {_name(host)}; start it with --host to allow a name"
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return "another site's page may not ask this server"
        return None

    def _is_ours(self, host: str) -> bool:
        name = _name(host)
        if name.lower() in self._hosts:
            return True
        try:
            # Only a name can be made to point elsewhere.
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _name(host: str) -> str:
    """``host`` without its port, and without the brackets of an IPv6 address."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
