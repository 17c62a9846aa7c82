"""Works of OpenAlex by search, filter or identifiers, page by page with a cursor.

After https://developers.openalex.org: guides/page-through-results, api-reference/authentication.
"""

import re
from collections.abc import Iterator

from kg.errors import FetchError
from kg.fetching.json_answers import parse_object
from kg.fetching.service import Ask, Get, Host, Key, Parameters, Records, Wanted, slices
from kg.readers.openalex import from_work

HOST = Host(
    "https://api.openalex.org/works",
    pause=0.1,
    key=Key("OPENALEX_API_KEY", "api_key", "parameter"),
)
LAG = 30
"""Works are found some weeks after the date of their publication."""

PAGE = 100
"""Works in an answer, and values of a filter that are joined by ``|``, at most."""

_FIELDS = (
    "id,doi,title,display_name,publication_date,publication_year,authorships,topics,"
    "abstract_inverted_index"
)
_FILTER = re.compile(r"[a-z_.]+:\S")
_WORK = re.compile(r"(https://openalex\.org/)?W\d+")


def pages(wanted: Wanted, get: Get) -> Iterator[Records]:
    """Yield the records; a query like ``primary_topic.id:T10028`` is a filter, else a search."""
    if wanted.ids:
        yield from _by_ids(wanted, get)
        return
    filters = ["has_abstract:true"]
    asked: dict[str, str] = {}
    if wanted.query and _FILTER.match(wanted.query):
        filters.append(wanted.query)
    elif wanted.query:
        asked["search"] = wanted.query
    else:
        raise FetchError("openalex needs a query or identifiers; all of it is in its snapshot")
    if wanted.since:
        filters.append(f"from_publication_date:{wanted.since}")
    if wanted.until:
        filters.append(f"to_publication_date:{wanted.until}")
    yield from _walk({**asked, "filter": ",".join(filters)}, get)


def _by_ids(wanted: Wanted, get: Get) -> Iterator[Records]:
    works = [each for each in wanted.ids if _WORK.fullmatch(each)]
    dois = [each for each in wanted.ids if not _WORK.fullmatch(each)]
    for name, ids in (("openalex", works), ("doi", dois)):
        for some in slices(ids, PAGE):
            yield from _walk({"filter": f"{name}:{'|'.join(some)}"}, get)


def _walk(asked: dict[str, str], get: Get) -> Iterator[Records]:
    cursor: str | None = "*"
    while cursor:
        parameters: Parameters = {**asked, "select": _FIELDS, "per_page": PAGE, "cursor": cursor}
        answer, works = get(Ask(parameters), lambda answer: parse_object(answer, "results"))
        yield map(from_work, works)
        cursor = answer["meta"].get("next_cursor") if works else None
