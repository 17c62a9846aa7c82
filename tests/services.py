"""The services that papers are fetched from, as their documentation has them, on this machine.

A real HTTP server on loopback. It holds papers of its own, speaks the protocol of each service
below a path of its own, keeps a list of what it was asked, and misbehaves when told to.
"""

import datetime
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

KEY = "a-secret-key"

Fault = Callable[["Handler", bytes], None]
"""Sends something else in place of an answer."""


@dataclass(frozen=True)
class Published:
    """A paper as services know it; ``updated`` is the day of its last version."""

    id: str
    title: str
    abstract: str
    date: datetime.date
    updated: datetime.date
    authors: tuple[str, ...] = ("Ada Øre",)
    categories: tuple[str, ...] = ("cs.CL",)
    withdrawn: bool = False


@dataclass
class Services:
    """All services with the same papers, in pages of ``page``."""

    papers: list[Published] = field(default_factory=list)
    page: int = 2
    faults: list[Fault | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    url: str = ""

    def environment(self) -> dict[str, str]:
        """What makes ``kg`` ask this server, without waiting."""
        places = {
            "ARXIV": "/arxiv",
            "OAI": "/oai",
            "HF": "/hf",
            "OPENALEX": "/openalex",
            "S2": "/s2",
        }
        urls = {f"PAPERKG_{name}_URL": self.url + path for name, path in places.items()}
        pauses = {f"PAPERKG_{name}_PAUSE": "0.001" for name in places}
        return {**urls, **pauses}

    def answer(self, path: str, query: Mapping[str, str], body: Any) -> bytes:
        place, *rest = path.strip("/").split("/", 1)
        match place:
            case "arxiv":
                return self._arxiv(query).encode()
            case "oai":
                return self._oai(query).encode()
            case "hf":
                return json.dumps(self._hf(query)).encode()
            case "openalex":
                return json.dumps(self._openalex(query)).encode()
            case "s2":
                return json.dumps(self._s2(rest[0], query, body)).encode()
        raise KeyError(path)

    def _arxiv(self, query: Mapping[str, str]) -> str:
        start, size = int(query.get("start", 0)), int(query.get("max_results", 10))
        if "id_list" in query:
            asked = query["id_list"].split(",")
            known = {each.partition("v")[0] for each in asked}
            found = [paper for paper in self.papers if paper.id in known]
            total = len(asked)  # whether they are there or not
        else:
            found = self._searched(query)
            total = len(found)
        shown = found[start : start + min(size, self.page)]
        entries = "".join(
            f"<entry><id>http://arxiv.org/abs/{p.id}v1</id><title>{escape(p.title)}</title>"
            f"<summary>{escape(p.abstract)}</summary><published>{p.date}T09:00:00Z</published>"
            f"<updated>{p.updated}T09:00:00Z</updated>"
            + "".join(f"<author><name>{escape(name)}</name></author>" for name in p.authors)
            + "".join(f'<category term="{term}"/>' for term in p.categories)
            + "</entry>"
            for p in shown
        )
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom" '
            'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
            "<link href='http://arxiv.org/api/query'/>"
            f"<opensearch:totalResults>{total}</opensearch:totalResults>"
            f"<opensearch:startIndex>{start}</opensearch:startIndex>{entries}</feed>"
        )

    def _searched(self, query: Mapping[str, str]) -> list[Published]:
        by = "updated" if query["sortBy"] == "lastUpdatedDate" else "date"
        found = self.papers
        if "submittedDate:[" in query["search_query"]:
            days = query["search_query"].partition("submittedDate:[")[2].removesuffix("]")
            first, last = (text[:8] for text in days.split(" TO "))
            found = [paper for paper in found if first <= f"{paper.date:%Y%m%d}" <= last]
        down = query["sortOrder"] == "descending"
        return sorted(found, key=lambda paper: (getattr(paper, by), paper.id), reverse=down)

    def _oai(self, query: Mapping[str, str]) -> str:
        if query["verb"] == "GetRecord":
            name = query["identifier"].rpartition(":")[2]
            found = [paper for paper in self.papers if paper.id == name]
            error = "" if found else '<error code="idDoesNotExist">no such paper</error>'
            return _oai_page("GetRecord", found, "", error)
        first, last, start = query.get("from", ""), query.get("until", "9999"), 0
        if token := query.get("resumptionToken"):
            assert set(query) == {"verb", "resumptionToken"}, "the token is exclusive"
            if token.count("|") != 2:
                return _oai_page("", [], "", '<error code="badResumptionToken">expired</error>')
            first, last, place = token.split("|")
            start = int(place)
        found = [paper for paper in self.papers if first <= str(paper.updated) <= last]
        end = start + self.page
        error = "" if found else '<error code="noRecordsMatch">nothing</error>'
        token = f"{first}|{last}|{end}" if end < len(found) else ""
        return _oai_page("ListRecords", found[start:end], token, error)

    def _hf(self, query: Mapping[str, str]) -> list[Any]:
        found = [paper for paper in self.papers if str(paper.date) == query["date"]]
        size = min(int(query["limit"]), self.page)
        start = int(query["p"]) * size
        return [
            {
                "paper": {
                    "id": paper.id,
                    "title": paper.title,
                    "summary": paper.abstract,
                    "publishedAt": f"{paper.date}T00:00:00.000Z",
                    "authors": [{"name": name, "hidden": False} for name in paper.authors],
                },
                "title": paper.title,
            }
            for paper in found[start : start + size]
        ]

    def _openalex(self, query: Mapping[str, str]) -> Any:
        asked = dict(part.split(":", 1) for part in query["filter"].split(","))
        first = asked.get("from_publication_date", "")
        last = asked.get("to_publication_date", "9999")
        found = [paper for paper in self.papers if first <= str(paper.date) <= last]
        if "doi" in asked:
            found = [paper for paper in found if paper.id in asked["doi"].split("|")]
        start = 0 if query["cursor"] == "*" else int(query["cursor"])
        shown = found[start : start + min(int(query["per_page"]), self.page)]
        works = [
            {
                "id": f"https://openalex.org/W{number}",
                "doi": f"https://doi.org/10.48550/arxiv.{paper.id}",
                "title": paper.title,
                "publication_date": str(paper.date),
                "authorships": [{"author": {"display_name": name}} for name in paper.authors],
                "topics": [],
                "abstract_inverted_index": _inverted(paper.abstract),
            }
            for number, paper in enumerate(shown, 1)
        ]
        cursor = str(start + len(shown)) if shown else None
        return {"meta": {"count": len(found), "next_cursor": cursor}, "results": works}

    def _s2(self, path: str, query: Mapping[str, str], body: Any) -> Any:
        if path == "paper/batch":
            known = {f"ARXIV:{paper.id}": paper for paper in self.papers}
            return [_s2_paper(known[each]) if each in known else None for each in body["ids"]]
        first, _, last = query.get("publicationDateOrYear", ":").partition(":")
        found = [p for p in self.papers if first <= str(p.date) <= (last or "9999")]
        start = int(query.get("token", 0))
        end = start + self.page
        shown = [_s2_paper(paper) for paper in found[start:end]]
        return {
            "total": len(found),
            "token": str(end) if end < len(found) else None,
            "data": shown,
        }


def _oai_page(verb: str, papers: list[Published], token: str, error: str) -> str:
    records = "".join(
        f"<record><header{' status=' + chr(34) + 'deleted' + chr(34) if p.withdrawn else ''}>"
        f"<identifier>oai:arXiv.org:{p.id}</identifier><datestamp>{p.updated}</datestamp></header>"
        + ("" if p.withdrawn else f"<metadata>{_oai_metadata(p)}</metadata>")
        + "</record>"
        for p in papers
    )
    more = f"<resumptionToken>{token}</resumptionToken>"
    inside = error or f"<{verb}>{records}{more if verb == 'ListRecords' else ''}</{verb}>"
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inside}</OAI-PMH>'


def _oai_metadata(paper: Published) -> str:
    authors = "".join(
        f"<author><keyname>{escape(family)}</keyname><forenames>{escape(given)}</forenames></author>"
        for given, _, family in (name.rpartition(" ") for name in paper.authors)
    )
    return (
        f'<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{paper.id}</id>'
        f"<created>{paper.date}</created><updated>{paper.updated}</updated>"
        f"<authors>{authors}</authors><title>{escape(paper.title)}</title>"
        f"<categories>{' '.join(paper.categories)}</categories>"
        f"<abstract>{escape(paper.abstract)}</abstract></arXiv>"
    )


def _inverted(text: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(text.split()):
        index.setdefault(word, []).append(place)
    return index


def _s2_paper(paper: Published) -> Any:
    return {
        "paperId": f"{int(paper.id.replace('.', '')):040x}",
        "externalIds": {"ArXiv": paper.id},
        "title": paper.title,
        "abstract": paper.abstract,
        "publicationDate": str(paper.date),
        "authors": [{"authorId": "1", "name": name} for name in paper.authors],
    }


class Handler(BaseHTTPRequestHandler):
    """Hands requests to the services of its server, unless a fault is due."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        self.respond(None)

    def do_POST(self) -> None:
        self.respond(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def respond(self, body: Any) -> None:
        services = self.server.services
        parts = urlsplit(self.path)
        services.asked.append(self.path)
        services.headers.append(dict(self.headers))
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        answer = services.answer(parts.path, query, body)
        fault = services.faults.pop(0) if services.faults else None
        (fault or Handler.whole)(self, answer)

    def whole(self, answer: bytes) -> None:
        self.begin(200, length=len(answer))
        self.wfile.write(answer)

    def begin(self, status: int, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: tests look at ``asked``."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    services: Any

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error."""


def status(code: int, retry_after: str | None = None, said: bytes = b"try again later") -> Fault:
    """An answer with this status."""

    def fault(handler: Handler, answer: bytes) -> None:
        headers = {} if retry_after is None else {"Retry_After": retry_after}
        handler.begin(code, len(said), **headers)
        handler.wfile.write(said)

    return fault


def redirect(url: str, code: int = 307) -> Fault:
    """A redirection to this address."""

    def fault(handler: Handler, answer: bytes) -> None:
        handler.begin(code, 0, Location=url)

    return fault


def cut(handler: Handler, answer: bytes) -> None:
    """The connection breaks in the middle of the answer."""
    handler.begin(200, len(answer))
    handler.wfile.write(answer[: len(answer) // 2])
    handler.wfile.flush()
    handler.close_connection = True


def silent(handler: Handler, answer: bytes) -> None:
    """The connection breaks before the answer."""
    handler.close_connection = True


def short(handler: Handler, answer: bytes) -> None:
    """The answer says that it is shorter than it is."""
    handler.begin(200, len(answer) - 20)
    handler.wfile.write(answer)
    handler.wfile.flush()
    handler.close_connection = True


def garbage(handler: Handler, answer: bytes) -> None:
    """A page for people, with the status of a good answer."""
    handler.whole(b"<html><body>Sorry, we are down for maintenance.<p></body></html>")


def empty(handler: Handler, answer: bytes) -> None:
    """Nothing, with the status of a good answer."""
    handler.whole(b"")


ServedT = TypeVar("ServedT")


@contextmanager
def serving(services: ServedT, handler: type[Handler] = Handler) -> Iterator[ServedT]:
    """Serve until the block ends; ``services`` is told its ``url``."""
    server = _Server(("127.0.0.1", 0), handler)
    server.services = services
    services.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield services
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
