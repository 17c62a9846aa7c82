"""The graph as paperkg exports it to JSON lines: its papers with their annotations.

Entities, results and edges are passed over: they follow from the annotations when these are
linked again, together with whatever else is read.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from pydantic import ValidationError

from kg.readers.fields import on_line, to_paper
from kg.readers.json_stream import records, sample
from kg.records import Annotation, Paper, Rejected
from kg.schema import PAPER


def recognises(head: bytes, name: str) -> bool:
    return sample(head).get("kind") in ("node", "edge")


def read(stream: BinaryIO) -> Iterator[Paper | Annotation | Rejected]:
    for line, record in records(stream):
        if isinstance(record, Rejected):
            yield record
        elif not isinstance(record, dict) or record.get("kind") not in ("node", "edge"):
            yield Rejected(reason="neither a node nor an edge", line=line)
        elif record.get("label") == PAPER and record["kind"] == "node":
            yield from _annotated(record, line)


def _annotated(node: dict[str, Any], line: int | None) -> Iterator[Paper | Annotation | Rejected]:
    try:
        annotation = Annotation.model_validate_json(node["annotation"])
    except (KeyError, ValidationError):
        yield Rejected(reason=f"no valid annotation: {node.get('key')}", line=line)
        return
    paper = to_paper({**node, "id": annotation.paper})
    if isinstance(paper, Paper):
        yield annotation
    yield on_line(paper, line)
