"""The explorer's page over the live graph: its parts and its data."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.errors import GraphError
from kg.explorer import BUNDLE, packed, served_page
from kg.live import PerVersion
from kg.serve.endpoints import failure

_PARTS = {"explorer.js": "text/javascript", "explorer.css": "text/css"}

_HEADERS = {"Cache-Control": "no-cache"}


def page_routes(path: Path) -> list[Route]:
    """The page of the graph at ``path``, the files that it loads, and the data that it shows."""
    data = PerVersion(path, packed)

    async def give_page(_: Request) -> Response:
        if not (BUNDLE / "explorer.js").is_file():
            return failure(404, "the explorer was not built; the API is at /api/openapi.json")
        return HTMLResponse(served_page(path.name), headers=_HEADERS)

    async def give_part(request: Request) -> Response:
        name = request.url.path.removeprefix("/")
        part = BUNDLE / name
        if not part.is_file():
            return failure(404, "the explorer was not built")
        return Response(part.read_bytes(), media_type=_PARTS[name], headers=_HEADERS)

    async def give_data(_: Request) -> Response:
        try:
            found = await run_in_threadpool(data.get)
        except GraphError as error:
            return failure(503, str(error))
        # Compressed as it is: the page unpacks it.
        return Response(found, media_type="application/octet-stream", headers=_HEADERS)

    return [
        Route("/favicon.ico", lambda _: Response(status_code=204)),  # browsers ask for it
        Route("/", give_page),
        Route("/data", give_data),
        *(Route(f"/{name}", give_part) for name in _PARTS),
    ]
