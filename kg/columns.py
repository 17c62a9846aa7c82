"""Nodes and edges as flat rows: one layout for the tables of the store and for every loader.

A row holds plain values under the names of :data:`NODE_COLUMNS` and :data:`EDGE_COLUMNS`, and
holds all of its record: :func:`node_from_row` and :func:`edge_from_row` give it back.
"""

import datetime
from collections.abc import Mapping, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Any

from kg.records import Edge, EntityNode, Evidence, Node, PaperNode, Record, ResultNode
from kg.schema import PAPER, RESULT, EntityType


class ColumnType(StrEnum):
    """What a column holds; any of them may be missing (None) in a row, but lists never are."""

    STRING = "string"
    INTEGER = "integer"
    FLOAT = "float"
    DATE = "date"
    STRINGS = "strings"
    INTEGERS = "integers"
    FLOATS = "floats"

    @property
    def is_list(self) -> bool:
        return self in (ColumnType.STRINGS, ColumnType.INTEGERS, ColumnType.FLOATS)


Value = str | int | float | datetime.date | Sequence[str] | Sequence[int] | Sequence[float] | None
Row = dict[str, Value]
Columns = Mapping[str, ColumnType]
"""Column types by name, in the order in which a table has them."""

_TYPES: dict[Any, ColumnType] = {
    str: ColumnType.STRING,
    str | None: ColumnType.STRING,
    int: ColumnType.INTEGER,
    float | None: ColumnType.FLOAT,
    datetime.date | None: ColumnType.DATE,
    tuple[str, ...]: ColumnType.STRINGS,
}


def _columns(model: type[Record]) -> Columns:
    """The columns of ``model``: all of its fields, but for the type, which is the label."""
    fields = model.model_fields.items()
    return {name: _TYPES[field.annotation] for name, field in fields if name != "type"}


NODE_COLUMNS: Mapping[str, Columns] = {
    PAPER: _columns(PaperNode),
    **{str(kind): _columns(EntityNode) for kind in EntityType},
    RESULT: _columns(ResultNode),
}
"""The columns of every node label; the first is ``key``."""

EVIDENCE_COLUMNS: Mapping[str, str] = {
    "papers": "paper",
    "sentences": "sentence",
    # Not "starts" and "ends": these are words of Cypher.
    "start_offsets": "start",
    "end_offsets": "end",
    "confidences": "confidence",
    "outcomes": "outcome",
}
"""Column to field of :class:`Evidence`: parallel lists, with an item for each evidence."""

_evidence_fields = attrgetter(*EVIDENCE_COLUMNS.values())

EDGE_COLUMNS: Columns = {
    "support": ColumnType.INTEGER,
    "confidence": ColumnType.FLOAT,
    "outcome": ColumnType.STRING,
    "sentence": ColumnType.STRING,
    "first": ColumnType.DATE,
    "last": ColumnType.DATE,
    "papers": ColumnType.STRINGS,
    "sentences": ColumnType.STRINGS,
    "start_offsets": ColumnType.INTEGERS,
    "end_offsets": ColumnType.INTEGERS,
    "confidences": ColumnType.FLOATS,
    "outcomes": ColumnType.STRINGS,
}
"""The columns of every edge label, beside its two ends."""


def row(record: Node | Edge) -> Row:
    """``record`` as plain values, by column and in column order.

    The keys of an edge's ends and the labels are not part of the row. Evidence that states no
    outcome has an empty string among the ``outcomes``, as databases keep no nulls in lists.
    """
    if isinstance(record, Edge):
        # By columns, as there are millions of values.
        values = zip(*map(_evidence_fields, record.evidence), strict=True)
        lists = dict(zip(EVIDENCE_COLUMNS, map(list, values), strict=True))
        lists["outcomes"] = [str(outcome or "") for outcome in lists["outcomes"]]
        return {
            name: lists[name] if name in lists else _plain(getattr(record, name))
            for name in EDGE_COLUMNS
        }
    return {name: _plain(getattr(record, name)) for name in NODE_COLUMNS[record.label]}


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return str(value)
        case tuple():
            return list(value)
        case _:
            return value


def node_from_row(label: str, values: Mapping[str, Any]) -> Node:
    """The node of this label whose row is ``values``.

    Raises:
        pydantic.ValidationError: if the row is not one of this label.
    """
    fields = {name: values[name] for name in NODE_COLUMNS[label]}
    if label == PAPER:
        return PaperNode(**fields)
    if label == RESULT:
        return ResultNode(**fields)
    return EntityNode(type=EntityType(label), **fields)


def edge_from_row(head: str, label: str, tail: str, values: Mapping[str, Any]) -> Edge:
    """The edge whose row is ``values``; columns that follow from the evidence are passed over.

    Raises:
        pydantic.ValidationError: if the row is not one of an edge.
        ValueError: if the columns of the evidence differ in length.
    """
    items = zip(*(values[column] for column in EVIDENCE_COLUMNS), strict=True)
    evidence = tuple(_evidence(item) for item in items)
    first, last = values["first"], values["last"]
    return Edge(head=head, label=label, tail=tail, evidence=evidence, first=first, last=last)


def _evidence(item: tuple[Any, ...]) -> Evidence:
    fields = dict(zip(EVIDENCE_COLUMNS.values(), item, strict=True))
    return Evidence(**{**fields, "outcome": fields["outcome"] or None})
