"""Works of OpenAlex, whose abstracts are indexes from word to places."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.readers.fields import scalar, to_paper
from kg.readers.json_stream import Object, read_json, sample
from kg.records import Paper, Rejected


def recognises(head: bytes, name: str) -> bool:
    work = sample(head)
    return "abstract_inverted_index" in work or scalar(work.get("id")).startswith(
        "https://openalex.org/W"
    )


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    return read_json(stream, from_work)


def from_work(work: Object) -> Paper | Rejected:
    """The paper of one work."""
    return to_paper(
        {
            "id": work.get("doi") or scalar(work.get("id")).rpartition("/")[2],
            "title": work.get("title") or work.get("display_name"),
            "abstract": _abstract(work.get("abstract_inverted_index")),
            "authors": [_name(a.get("author")) for a in _objects(work.get("authorships"))],
            "date": work.get("publication_date") or work.get("publication_year"),
            "categories": [_name(topic) for topic in _objects(work.get("topics"))],
            "url": None if work.get("doi") else work.get("id"),
        }
    )


def _abstract(index: Any) -> str:
    """The text of ``{"a": [0, 2], "word": [1]}``: ``a word a``."""
    if not isinstance(index, dict):
        return ""
    places = [
        (place, word)
        for word, found in index.items()
        for place in (found if isinstance(found, list) else ())
        if isinstance(place, int)
    ]
    return " ".join(word for _, word in sorted(places))


def _objects(value: Any) -> list[Any]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _name(value: Any) -> str:
    return scalar(value.get("display_name")) if isinstance(value, dict) else ""
