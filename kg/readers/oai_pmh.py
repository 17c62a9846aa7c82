"""Answers of arXiv's OAI-PMH service in its own format, ``metadataPrefix=arXiv``.

Parsed with defusedxml, as the feeds of :mod:`kg.readers.arxiv_feed`.
"""

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

NAMESPACE = "{http://www.openarchives.org/OAI/2.0/}"
_ARXIV = "{http://arxiv.org/OAI/arXiv/}"


def recognises(head: bytes, name: str) -> bool:
    start = head_text(head)
    return start.startswith("<") and "<OAI-PMH" in start[:2000]


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    try:
        # Unbuffered: what stands before an error in the stream is read.
        events = iterparse(ChunkStream(chunks_of(stream)), events=("end",), forbid_dtd=True)
        for _, element in events:
            if element.tag == f"{NAMESPACE}record":
                yield from_record(element)
                element.clear()
    except DefusedXmlException as error:
        raise SourceError("it declares a document type or entities, which is refused") from error
    except ParseError as error:
        raise SourceError(f"it is not XML, or it is cut off: {error}") from error


def from_record(record: Element) -> Paper | Rejected:
    """The paper of one ``record``; one that its repository has deleted is rejected."""
    header = record.find(f"{NAMESPACE}header")
    identifier = record.findtext(f"{NAMESPACE}header/{NAMESPACE}identifier", "")
    if header is not None and header.get("status") == "deleted":
        return Rejected(reason=f"withdrawn: {identifier.rpartition(':')[2]}")
    found = record.find(f"{NAMESPACE}metadata/{_ARXIV}arXiv")
    if found is None:
        return Rejected(reason=f"not in the format arXiv: {identifier[:100]}")
    return to_paper(
        {
            "id": _text(found, "id"),
            "title": _text(found, "title"),
            "abstract": _text(found, "abstract"),
            "authors": [
                {"given": _text(author, "forenames"), "family": _text(author, "keyname")}
                for author in found.iterfind(f"{_ARXIV}authors/{_ARXIV}author")
            ],
            "date": _text(found, "created"),
            "categories": _text(found, "categories"),
        }
    )


def _text(element: Element, name: str) -> str:
    return element.findtext(f"{_ARXIV}{name}", "")
