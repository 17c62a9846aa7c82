"""RIS, the format of reference managers."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import rispy

from kg.readers.encoding import head_text, text
from kg.readers.fields import on_line, to_paper
from kg.records import Paper, Rejected

_START, _END = "TY  -", "ER  -"


def recognises(head: bytes, name: str) -> bool:
    return head_text(head).startswith(_START)


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    for line, lines in _records(text(stream)):
        # One at a time, as the library reads a whole file into a list.
        found = rispy.loads("".join(lines))
        yield on_line(_to_paper(found[0]) if found else Rejected(reason="not a RIS record"), line)


def _records(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines of each record, with the number of the first; one that does not end is ended."""
    start, record = 0, list[str]()
    for number, line in enumerate(lines, 1):
        if line.startswith((_START, _END)) and record:
            yield start, [*record, _END + " \n"]
            record = []
        if line.startswith(_START):
            start = number
        if not line.startswith(_END) and (record or line.startswith(_START)):
            record.append(line)
    if record:
        yield start, [*record, "\n" + _END + " \n"]


def _to_paper(item: dict[str, Any]) -> Paper | Rejected:
    return to_paper(
        {
            "id": item.get("doi") or item.get("id"),
            "title": item.get("title") or item.get("primary_title"),
            "abstract": item.get("abstract") or item.get("notes_abstract"),
            "authors": item.get("authors") or item.get("first_authors"),
            "date": item.get("date") or item.get("year") or item.get("publication_year"),
            "categories": item.get("keywords"),
            "url": item.get("urls"),
        }
    )
