"""Feeds of arXiv, Atom (its API) and RSS (its daily listings), entry by entry.

Parsed with defusedxml: a document with its own entities or document type is refused.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kg.errors import SourceError
from kg.readers.encoding import head_text
from kg.readers.fields import to_paper
from kg.readers.streams import ChunkStream, chunks_of
from kg.records import Paper, Rejected

_FEED = re.compile(r"<(feed|rss|rdf:RDF)\b")
_ANNOUNCEMENT = re.compile(r"\s*arXiv:\S+\s+Announce Type:.*?Abstract:", re.DOTALL)
"""What the daily listings put before the abstract."""


def recognises(head: bytes, name: str) -> bool:
    start = head_text(head)
    return start.startswith("<") and bool(_FEED.search(start[:2000])) and "arxiv.org" in start


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    try:
        # Unbuffered: what stands before an error in the stream is read.
        for element in _elements(ChunkStream(chunks_of(stream))):
            match _local(element.tag):
                case "entry":
                    yield _from_atom(element)
                case "item":
                    yield _from_rss(element)
    except DefusedXmlException as error:
        raise SourceError("it declares a document type or entities, which is refused") from error
    except ParseError as error:
        raise SourceError(f"it is not XML, or it is cut off: {error}") from error


def _elements(stream: ChunkStream) -> Iterator[Element]:
    """Elements below the root or its channel, each dropped when the next one is asked for."""
    path: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element)
        else:
            path.pop()
            if _local(element.tag) in ("entry", "item"):
                yield element
                if path:
                    path[-1].clear()


def _from_atom(entry: Element) -> Paper | Rejected:
    people = (child for child in entry if _local(child.tag) == "author")
    return to_paper(
        {
            "id": _text(entry, "id"),
            "title": _text(entry, "title"),
            "abstract": _text(entry, "summary"),
            "authors": [_text(person, "name") for person in people],
            "date": _text(entry, "published"),
            "categories": [c.get("term") for c in entry if _local(c.tag) == "category"],
        }
    )


def _from_rss(item: Element) -> Paper | Rejected:
    return to_paper(
        {
            "id": _text(item, "link") or _text(item, "guid"),
            "title": _text(item, "title"),
            "abstract": _ANNOUNCEMENT.sub("", _text(item, "description"), count=1),
            "authors": _text(item, "creator"),
            "date": _text(item, "pubDate"),
            "categories": [c.text for c in item if _local(c.tag) == "category"],
        }
    )


def _text(element: Element, name: str) -> str:
    return next(("".join(c.itertext()) for c in element if _local(c.tag) == name), "")


def _local(tag: str) -> str:
    """``tag`` without its namespace."""
    return tag.rpartition("}")[2]
