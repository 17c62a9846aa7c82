"""The snapshot of arXiv's metadata: JSON lines with the history of each paper's versions."""

from collections.abc import Iterator
from typing import BinaryIO

from kg.readers.fields import scalar, to_paper
from kg.readers.json_stream import Object, read_json, sample
from kg.records import Paper, Rejected


def recognises(head: bytes, name: str) -> bool:
    return {"id", "abstract", "authors_parsed"} <= sample(head).keys()


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    return read_json(stream, _to_paper)


def _to_paper(item: Object) -> Paper | Rejected:
    return to_paper(
        {
            "id": item.get("id"),
            "title": item.get("title"),
            "abstract": item.get("abstract"),
            "authors": _authors(item.get("authors_parsed")) or item.get("authors"),
            "date": _first_version(item.get("versions")) or item.get("update_date"),
            "categories": item.get("categories"),
        }
    )


def _authors(parsed: object) -> list[str]:
    """``["Hopper", "Grace", ""]`` as ``Grace Hopper``."""
    names = parsed if isinstance(parsed, list) else []
    return [
        " ".join(filter(None, (scalar(part) for part in (*name[1:2], *name[:1], *name[2:3]))))
        for name in names
        if isinstance(name, list)
    ]


def _first_version(versions: object) -> str:
    """When the first version came out; ``update_date`` moves with every later one."""
    first = versions[0] if isinstance(versions, list) and versions else None
    return scalar(first.get("created")) if isinstance(first, dict) else ""
