"""Reads MEDLINE records, the format in which PubMed saves a search."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.readers.fields import to_paper
from kg.records import Paper, Rejected

FIELD = re.compile(r"([A-Z]{2,4}) *- (.*)")
NAMES = {"PMID": "id", "TI": "title", "AB": "abstract", "DP": "date"}


def recognises(head: bytes, name: str) -> bool:
    return head.lstrip().startswith(b"PMID-")


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    fields: dict[str, str] = {}
    name = ""
    for line in io.TextIOWrapper(stream, encoding="utf-8"):
        start = FIELD.match(line)
        if start and start[1] == "PMID" and fields:
            yield to_paper(fields)
            fields = {}
        if start:
            name = NAMES.get(start[1], "")
        if name:
            fields[name] = f"{fields.get(name, '')} {start[2] if start else line.strip()}".strip()
    if fields:
        yield to_paper(fields)
