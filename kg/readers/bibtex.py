"""BibTeX, from reference managers and digital libraries."""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from bibtexparser.entrypoint import parse_string

from kg.readers.encoding import head_text, text
from kg.readers.fields import on_line, to_paper
from kg.records import Paper, Rejected
from kg.text import clean

# The library logs each entry that it cannot read, and here these are reported.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_BLOCK = re.compile(r"\s*@\s*(\w+)\s*[{(]")
_MATH = re.compile(r"(\$[^$]*\$)")
_BRACE = re.compile(r"(?<!\\)[{}]")


def recognises(head: bytes, name: str) -> bool:
    lines = head_text(head).splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith("%")), "")
    return bool(_BLOCK.match(first))


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    for line, kind, block in _blocks(text(stream)):
        if kind not in ("string", "comment", "preamble"):
            yield on_line(_read_entry(block), line)


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Line, kind and text of each block: from an ``@`` that starts a line to the next.

    So one entry that is broken does not take the others with it, and a file is never read whole.
    """
    start, kind, block = 0, "", list[str]()
    for number, line in enumerate(lines, 1):
        if match := _BLOCK.match(line):
            if block:
                yield start, kind, "".join(block)
            start, kind, block = number, match[1].lower(), []
        if kind:
            block.append(line)
    if block:
        yield start, kind, "".join(block)


def _read_entry(block: str) -> Paper | Rejected:
    library = parse_string(block)
    if library.failed_blocks or len(library.entries) != 1:
        return Rejected(reason="not a BibTeX entry")
    entry = library.entries[0]
    fields = {field.key.lower(): _plain(str(field.value)) for field in entry.fields}
    return to_paper(
        {
            "id": _arxiv_id(fields) or fields.get("doi") or entry.key,
            "title": fields.get("title"),
            "abstract": fields.get("abstract"),
            "authors": re.split(r"\s+and\s+", fields.get("author", "")),
            "date": fields.get("date") or f"{fields.get('month', '')} {fields.get('year', '')}",
            "categories": fields.get("keywords") or fields.get("primaryclass"),
            "url": fields.get("url"),
        }
    )


def _arxiv_id(fields: dict[str, str]) -> str | None:
    kind = fields.get("archiveprefix") or fields.get("eprinttype") or ""
    return fields.get("eprint") if kind.lower() == "arxiv" else None


def _plain(value: str) -> str:
    """``value`` with accents for their commands and without the braces that keep capitals."""
    parts = _MATH.split(clean(value))
    return "".join(part if part.startswith("$") else _BRACE.sub("", part) for part in parts)
