"""JSON objects with usual names of columns: JSON lines, arrays, and pages of web services."""

from collections.abc import Iterator
from typing import BinaryIO

from kg.readers.fields import has_names
from kg.readers.json_stream import read_json, sample
from kg.records import Paper, Rejected


def recognises(head: bytes, name: str) -> bool:
    return has_names(sample(head))


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    return read_json(stream)
