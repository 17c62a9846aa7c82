"""The application: the API of a graph and the page that looks at it."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from kg.questions import Question, questions
from kg.serve.endpoints import Endpoint, failure
from kg.serve.openapi import describe
from kg.serve.page import page_routes
from kg.serve.security import Guard
from kg.service import Service


def make_app(service: Service, hosts: Collection[str] = ()) -> ASGIApp:
    """The application that answers for ``service``, and closes it in the end.

    Args:
        service: the graph.
        hosts: names under which the server is known, beside localhost and its addresses.
    """
    endpoints = _endpoints(service)
    description = describe(endpoints)

    def openapi() -> dict[str, object]:
        """This description."""
        return description

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(asyncio.to_thread(service.warm))
        yield
        await warming
        service.close()

    app = Starlette(
        routes=[
            *page_routes(service.path),
            Endpoint("/api/openapi.json", openapi).route(),
            *(end.route() for end in endpoints),
        ],
        exception_handlers={HTTPException: _not_served, Exception: _failed},
        lifespan=lifespan,
    )
    return Guard(app, hosts)


def _endpoints(service: Service) -> list[Endpoint]:
    return [
        Endpoint("/api/search", service.search),
        Endpoint("/api/node", service.node),
        Endpoint("/api/neighbours", service.neighbours),
        Endpoint("/api/matrix", service.matrix),
        Endpoint("/api/leaderboard", service.leaderboard),
        Endpoint("/api/paper", service.paper),
        Endpoint("/api/query", service.query, "POST"),
        Endpoint("/api/queries", queries),
    ]


def queries() -> tuple[Question, ...]:
    """Questions that people ask, as Cypher, with values of their parameters."""
    return questions()


def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return failure(error.status_code, f"{request.method} {request.url.path}: {error.detail}")


def _failed(_request: Request, _error: Exception) -> Response:
    return failure(500, "the server failed; its terminal says why")
