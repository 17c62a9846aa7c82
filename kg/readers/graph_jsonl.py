"""The graph as paperkg exports it to JSON lines: its papers with their annotations.

Entities, results and edges are passed over: they follow from the annotations when these are
linked again, together with whatever else is read.
"""

from collections.abc import Iterator
from typing import BinaryIO

from pydantic import ValidationError

from kg.readers.json_stream import Object, records, sample
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
            try:
                yield from _annotated(record)
            except (KeyError, ValidationError):
                reason = f"no paper with its annotation: {str(record.get('key'))[:100]}"
                yield Rejected(reason=reason, line=line)


def _annotated(node: Object) -> tuple[Annotation, Paper]:
    """The annotation and the paper of a node; the paper's id stands in the annotation."""
    annotation = Annotation.model_validate_json(node["annotation"])
    fields = {name: node[name] for name in Paper.model_fields if name in node and name != "id"}
    return annotation, Paper(id=annotation.paper, **fields)
