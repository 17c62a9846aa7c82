"""The Academic Graph API of Semantic Scholar: bulk search, and papers by identifiers.

After https://api.semanticscholar.org/api-docs/graph: /paper/search/bulk and /paper/batch.
"""

import re
from collections.abc import Iterator

from kg.errors import FetchError
from kg.fetching.json_answers import parse_list, parse_object
from kg.fetching.service import Ask, Get, Host, Key, Records, Wanted, slices
from kg.readers.semantic_scholar import from_answer

HOST = Host(
    "https://api.semanticscholar.org/graph/v1",
    pause=1.0,
    key=Key("S2_API_KEY", "x-api-key", "header"),
)
LAG = 30
"""Papers are found some weeks after the date of their publication."""

IDS_A_REQUEST = 500

_FIELDS = "title,abstract,authors,publicationDate,year,externalIds,fieldsOfStudy,url"
_ARXIV_ID = re.compile(r"\d{4}\.\d{4,5}(v\d+)?|[a-z-]+(\.[A-Z]{2})?/\d{7}(v\d+)?")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def pages(wanted: Wanted, get: Get) -> Iterator[Records]:
    if wanted.ids:
        for ids in slices([_prefixed(each) for each in wanted.ids], IDS_A_REQUEST):
            ask = Ask({"fields": _FIELDS}, "/paper/batch", {"ids": list(ids)})
            yield map(from_answer, get(ask, parse_list))
    elif wanted.query:
        yield from _search(wanted, wanted.query, get)
    else:
        raise FetchError("s2 needs a query or identifiers")


def _search(wanted: Wanted, query: str, get: Get) -> Iterator[Records]:
    asked = {"query": query, "fields": _FIELDS}
    if wanted.since or wanted.until:
        asked["publicationDateOrYear"] = f"{wanted.since or ''}:{wanted.until or ''}"
    token = ""
    while True:
        parameters = {**asked, "token": token} if token else asked
        answer, papers = get(
            Ask(parameters, "/paper/search/bulk"), lambda answer: parse_object(answer, "data")
        )
        yield map(from_answer, papers)
        token = answer.get("token") or ""
        if not token or not papers:
            return


def _prefixed(paper_id: str) -> str:
    """``2106.15928`` as ``ARXIV:2106.15928``, a bare DOI as ``DOI:…``, anything else as it is."""
    if _ARXIV_ID.fullmatch(paper_id):
        return f"ARXIV:{paper_id}"
    return f"DOI:{paper_id}" if _DOI.fullmatch(paper_id) else paper_id
