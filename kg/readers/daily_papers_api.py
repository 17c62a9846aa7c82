"""The answer of the daily papers API of Hugging Face: a list of ``{"paper": {...}, ...}``."""

from collections.abc import Iterator
from typing import BinaryIO

from kg.readers.fields import has_names, to_paper
from kg.readers.json_stream import Object, read_json, sample
from kg.records import Paper, Rejected


def recognises(head: bytes, name: str) -> bool:
    paper = sample(head).get("paper")
    return isinstance(paper, dict) and has_names(paper)


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    return read_json(stream, to_daily_paper)


def to_daily_paper(item: Object) -> Paper | Rejected:
    """The paper of one item of the list."""
    paper = item.get("paper")
    if not isinstance(paper, dict):
        return Rejected(reason="no member paper")
    return to_paper(paper)
