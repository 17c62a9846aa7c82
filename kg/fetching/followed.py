"""The sources that a graph or a file follows, and up to which day: kept in a file beside it.

There people can read and edit it: a line that is deleted is a source that is no longer followed.
"""

import datetime
from collections.abc import Iterable
from pathlib import Path

from kg.errors import FetchError
from kg.fetching.service import Wanted, service
from kg.linking.record_files import read_records
from kg.records import Record
from kg.replacing import replacing


class Followed(Record):
    """A source as the user names it; papers up to the day ``last`` have been fetched."""

    source: str
    last: datetime.date | None = None


def followed_file(path: Path) -> Path:
    """Where it is kept what ``path`` follows."""
    return path.with_name(f"{path.name}.sources.jsonl")


def followed_by(path: Path) -> dict[str, Followed]:
    """What ``path`` follows, by source. Raises SourceError if the file is broken."""
    file = followed_file(path)
    if not file.exists():
        return {}
    fault = 'is no source, which is {"source": "arxiv:cat:cs.CL", "last": "2025-03-18"}'
    return {each.source: each for each in read_records(file, Followed, "sources from", fault)}


def last_day(path: Path, source: str) -> datetime.date:
    """Up to which day ``path`` has the papers of ``source``. Raises FetchError if there is none."""
    followed = followed_by(path).get(source)
    if followed is None or followed.last is None:
        raise FetchError(f"{path} has nothing of {source} yet: say from which day on with --since")
    return followed.last


def keep_followed(path: Path, followed: Iterable[Followed]) -> None:
    """Write down what ``path`` follows. Raises GraphError."""
    lines = (f"{each.model_dump_json(exclude_defaults=True)}\n" for each in followed)
    with replacing(followed_file(path)) as draft:
        draft.write_text("".join(lines), encoding="utf-8")


def since_last(wanted: Wanted, last: datetime.date) -> Wanted:
    """What has come or changed since the day ``last``, and what the service lists late."""
    lag = datetime.timedelta(days=service(wanted.service).LAG)
    return wanted.model_copy(update={"since": last - lag, "changed": True})
