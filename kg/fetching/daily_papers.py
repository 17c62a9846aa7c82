"""The daily papers of Hugging Face, day by day.

The API (https://huggingface.co/docs/hub/api) also gives the papers of a week or a month at once,
but as a ranked list; the days are complete, and a week or month is the days in it.
"""

import datetime
from collections.abc import Iterator

from kg.errors import FetchError
from kg.fetching.json_answers import parse_list
from kg.fetching.service import Ask, Get, Host, Records, Wanted
from kg.readers.daily_papers_api import to_daily_paper

HOST = Host("https://huggingface.co/api/daily_papers", pause=0.5)
LAG = 2
"""Papers are added to a day while it lasts, in every time zone."""

PAGE = 100


def pages(wanted: Wanted, get: Get) -> Iterator[Records]:
    if wanted.query or wanted.ids or not wanted.since:
        raise FetchError("hf gives papers by day: say which with --in or --since")
    day = wanted.since
    last = wanted.until or datetime.datetime.now(datetime.UTC).date()
    while day <= last:
        yield from _of(day, get)
        day += datetime.timedelta(days=1)


def _of(day: datetime.date, get: Get) -> Iterator[Records]:
    page = 0
    while items := get(Ask({"date": str(day), "limit": PAGE, "p": page}), parse_list):
        yield map(to_daily_paper, items)
        page += 1
