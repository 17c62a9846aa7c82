"""Functions as endpoints: their parameters, checks and descriptions come from their signature."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, cast, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ArgsKwargs, to_json
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from kg.bounded import BusyError
from kg.errors import GraphError, NotFoundError, PaperkgError

LONGEST_BODY = 64 * 1024
"""Bytes that the body of a request may have."""

_STATUS: Mapping[type[PaperkgError], int] = {NotFoundError: 404, BusyError: 503, GraphError: 503}


class Endpoint:
    """A function at a path: asked with GET and a query string, or with POST and a JSON object."""

    def __init__(self, path: str, function: Callable[..., Any], method: str = "GET") -> None:
        self.path = path
        self.method = method
        self._function = function
        self._call: TypeAdapter[Any] = TypeAdapter(cast(Any, function))
        self._answer: TypeAdapter[Any] = TypeAdapter(get_type_hints(function)["return"])

    @property
    def name(self) -> str:
        return self._function.__name__

    @property
    def summary(self) -> str:
        return (self._function.__doc__ or "").partition("\n")[0]

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """The JSON schema of an object of the arguments."""
        return self._call.json_schema()

    def answer(self, ref_template: str) -> dict[str, Any]:
        """The JSON schema of the answer."""
        return self._answer.json_schema(ref_template=ref_template, mode="serialization")

    def route(self) -> Route:
        return Route(self.path, self._respond, methods=[self.method])

    async def _respond(self, request: Request) -> Response:
        try:
            given = self._query(request) if self.method == "GET" else await _body(request)
            answer = await run_in_threadpool(
                self._call.validate_python, ArgsKwargs((), dict(given))
            )
        except ValidationError as error:
            return failure(400, _sentence(error))
        except _BadBodyError as error:
            return failure(error.status, str(error))
        except PaperkgError as error:
            return failure(_STATUS.get(type(error), 400), str(error))
        return Response(
            self._answer.dump_json(answer),
            media_type="application/json",
            headers={"Cache-Control": "no-store"},
        )

    def _query(self, request: Request) -> dict[str, Any]:
        query = request.query_params
        kinds = self.arguments.get("properties", {})
        return {
            name: query.getlist(name) if kinds.get(name, {}).get("type") == "array" else query[name]
            for name in query
        }


class _BadBodyError(Exception):
    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def failure(status: int, sentence: str) -> Response:
    """An error as the API gives it."""
    return Response(to_json({"error": sentence}), status, media_type="application/json")


async def _body(request: Request) -> dict[str, Any]:
    # A browser asks us before it sends this type for a page of another site, and is told no.
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise _BadBodyError(415, "send the body as application/json")
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_BODY:
                raise _BadBodyError(413, f"the body is longer than {LONGEST_BODY:,} bytes")
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _BadBodyError(400, f"the body is not JSON: {error}") from error
    except ClientDisconnect as error:
        raise _BadBodyError(400, "the body broke off") from error
    if not isinstance(given, dict):
        raise _BadBodyError(400, "the body is not a JSON object")
    return given


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
