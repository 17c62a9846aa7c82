"""Tables with a header line and usual names of columns: CSV, TSV and their kin."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import SourceError
from kg.readers.encoding import head_text, text
from kg.readers.fields import has_names, on_line, to_paper
from kg.readers.source import HEAD_SIZE
from kg.readers.streams import peek
from kg.records import Paper, Rejected

DELIMITERS = ",\t;|"

_MAX_FIELD = 1 << 24
"""Characters. The limit of the csv module would refuse long fields that are none of ours; without
one, a quote that is never closed would take the rest of the file into memory."""


def recognises(head: bytes, name: str) -> bool:
    return bool(_delimiter(head))


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    head, stream = peek(stream, HEAD_SIZE)
    delimiter = _delimiter(head)
    if not delimiter:
        raise SourceError("its first line names no columns for title and abstract")
    csv.field_size_limit(_MAX_FIELD)
    rows = csv.reader(text(stream, newline=""), delimiter=delimiter)
    header: list[str] = []
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Rejected(reason=f"broken row: {error}", line=line)
            continue
        if not header:
            header = row
        elif row:
            yield on_line(_to_paper(header, row), line)


def _to_paper(header: list[str], row: list[str]) -> Paper | Rejected:
    if len(row) > len(header):
        return Rejected(reason=f"broken row: {len(row)} fields under {len(header)} columns")
    return to_paper(dict(zip(header, row, strict=False)))


def _delimiter(head: bytes) -> str:
    """The delimiter with which the first line that is not blank has the columns of a paper."""
    first = head_text(head).partition("\n")[0]
    for delimiter in DELIMITERS:
        try:
            header = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
        except csv.Error:
            continue
        if has_names(header):
            return delimiter
    return ""
