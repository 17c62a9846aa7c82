"""Answers of the Semantic Scholar Graph API: paper search and paper batch."""

from collections.abc import Iterator
from typing import BinaryIO

from kg.readers.fields import scalar, to_paper
from kg.readers.json_stream import Object, read_json, sample
from kg.records import Paper, Rejected


def recognises(head: bytes, name: str) -> bool:
    return "paperId" in sample(head)


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    return read_json(stream, from_answer)


def from_answer(item: Object) -> Paper | Rejected:
    """The paper of one item of the answer."""
    ids = item.get("externalIds")
    ids = ids if isinstance(ids, dict) else {}
    return to_paper(
        {
            "id": scalar(ids.get("ArXiv")) or scalar(ids.get("DOI")) or item.get("paperId"),
            "title": item.get("title"),
            "abstract": item.get("abstract"),
            "authors": item.get("authors"),
            "date": item.get("publicationDate") or item.get("year"),
            "categories": item.get("fieldsOfStudy"),
            "url": None if "ArXiv" in ids else item.get("url"),
        }
    )
