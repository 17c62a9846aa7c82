"""The API of arXiv: papers by query, by identifiers, by date.

Paging, limits and the three seconds between requests are those of its user's manual
(https://info.arxiv.org/help/api/user-manual.html) and its terms of use.
"""

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from defusedxml.ElementTree import fromstring

from kg.errors import FetchError, SourceError
from kg.fetching.service import (
    Ask,
    BrokenAnswerError,
    Get,
    Host,
    Parameters,
    Records,
    Wanted,
    not_found,
    slices,
)
from kg.readers import arxiv_feed
from kg.readers.fields import normal_id
from kg.records import Paper, Rejected

HOST = Host("https://export.arxiv.org/api/query", pause=3.0)
LAG = 7
"""Papers are listed some days after their submission: over a weekend, or when moderators look."""

SLICE = 2000
MOST = 30_000
"""Results that the API gives of one query, and how many at a time."""

IDS_A_REQUEST = 200
"""Identifiers stand in the address, whose length is limited."""

_CATEGORY = re.compile(r"[a-z-]+(\.[A-Za-z-]+)?")
_FIRST = datetime.date(1991, 1, 1)
_LAST = datetime.date(2199, 12, 31)


class _Feed(NamedTuple):
    """One answer: its records, their ids and days of their last version, its place among all."""

    records: tuple[Paper | Rejected, ...]
    ids: tuple[str, ...]
    updated: tuple[str, ...]
    start: int
    total: int


def pages(wanted: Wanted, get: Get) -> Iterator[Records]:
    if wanted.ids:
        for ids in slices(wanted.ids, IDS_A_REQUEST):
            yield from _by_id(ids, get)
    elif wanted.changed and wanted.since:
        yield from _changed(wanted, wanted.since, get)
    else:
        yield from _submitted(wanted, get)


def _by_id(ids: Sequence[str], get: Get) -> Iterator[Records]:
    """The papers of these identifiers: answers are short now and then, so what lacks is asked anew.

    In another order, as an answer is kept by its request.
    """
    missing = list(ids)
    for _ in range(2):
        asked: Parameters = {"id_list": ",".join(missing), "max_results": len(missing)}
        feed = get(Ask(asked), _parse)
        yield feed.records
        missing = [each for each in reversed(missing) if normal_id(each) not in feed.ids]
        if not missing:
            return
    yield map(not_found, missing)


def _submitted(wanted: Wanted, get: Get) -> Iterator[Records]:
    """Those submitted from ``since`` to ``until``, the oldest first, so that pages stand still."""
    query = _query(wanted)
    if wanted.since or wanted.until:
        since, until = wanted.since or _FIRST, wanted.until or _LAST
        days = f"submittedDate:[{since:%Y%m%d}0000 TO {until:%Y%m%d}2359]"
        query = f"({query}) AND {days}" if query else days
    if not query:
        raise FetchError("arxiv needs a query, identifiers or a date, such as: cat:cs.CL")
    for feed in _walk(query, "submittedDate", "ascending", get):
        yield feed.records


def _changed(wanted: Wanted, since: datetime.date, get: Get) -> Iterator[Records]:
    """Those with a version from ``since`` on, the latest first.

    They are sorted, not filtered: a range of lastUpdatedDate filters by the first submission.
    """
    first, last = str(since), str(wanted.until or _LAST)
    for feed in _walk(_query(wanted) or "all:*", "lastUpdatedDate", "descending", get):
        dated = zip(feed.records, feed.updated, strict=True)
        yield [record for record, day in dated if first <= day <= last]
        if feed.updated and feed.updated[-1] < first:
            return


def _walk(query: str, by: str, order: str, get: Get) -> Iterator[_Feed]:
    start, total = 0, 1
    while start < total:
        asked = {"search_query": query, "sortBy": by, "sortOrder": order}
        size = min(SLICE, MOST - start)
        if size <= 0:
            raise FetchError(
                f"{query} matches {total:,} papers, of which arxiv gives {MOST:,}: "
                "ask for fewer days at a time, or fetch from oai"
            )
        feed = get(Ask({**asked, "start": start, "max_results": size}), _parse_page)
        if not feed.records:
            return
        yield feed
        start, total = start + len(feed.records), feed.total


def _query(wanted: Wanted) -> str:
    query = (wanted.query or "").strip()
    return f"cat:{query}" if _CATEGORY.fullmatch(query) else query


def _parse(answer: bytes) -> _Feed:
    try:
        root = fromstring(answer, forbid_dtd=True)
        records = tuple(arxiv_feed.read(io.BytesIO(answer)))
    except (SourceError, ValueError, SyntaxError) as error:
        raise BrokenAnswerError(f"the answer is no feed: {error}") from error
    entries = root.findall("{*}entry")
    first = "" if not entries else entries[0].findtext("{*}id", "")
    if "/api/errors" in first:
        raise FetchError(f"arxiv refuses: {entries[0].findtext('{*}summary', '').strip()}")
    total = root.findtext("{*}totalResults", "")
    start = root.findtext("{*}startIndex", "0")
    if not total.isdecimal() or not start.isdecimal():
        raise BrokenAnswerError("the answer does not say how many results there are")
    ids = tuple(normal_id(entry.findtext("{*}id", "")) for entry in entries)
    updated = tuple(entry.findtext("{*}updated", "")[:10] for entry in entries)
    return _Feed(records, ids, updated, int(start), int(total))


def _parse_page(answer: bytes) -> _Feed:
    """A page of a search; of identifiers the API counts those that it does not know, too."""
    feed = _parse(answer)
    if not feed.records and feed.start < feed.total:
        raise BrokenAnswerError("the answer is empty, though there are more results")
    return feed
