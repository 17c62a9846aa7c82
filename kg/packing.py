"""Records on their way into tables of Arrow."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Generic, TypeVar

import pyarrow as pa

from kg.arrow import edge_batch, node_batch
from kg.records import Edge, Node

T = TypeVar("T")

PACK = 4096
"""Rows that are packed into an Arrow batch at a time."""


class TableWriter(Generic[T]):
    """Records on their way into one table, packed as they come to take less memory."""

    def __init__(self, pack: Callable[[Sequence[T]], pa.RecordBatch]) -> None:
        self._pack = pack
        self._waiting: list[T] = []
        self._packed: list[pa.RecordBatch] = []

    def add(self, record: T) -> None:
        self._waiting.append(record)
        if len(self._waiting) == PACK:
            self._pack_waiting()

    def table(self) -> pa.Table:
        self._pack_waiting()
        return pa.Table.from_batches(self._packed)

    def _pack_waiting(self) -> None:
        self._packed.append(self._pack(self._waiting))
        self._waiting = []


def node_rows(label: str, nodes: Iterable[Node]) -> pa.Table:
    """Nodes of one label as a table."""
    writer = TableWriter(partial(node_batch, label))
    for node in nodes:
        writer.add(node)
    return writer.table()


def edge_rows(edges: Iterable[Edge]) -> pa.Table:
    """Edges of one table, whose ends are its first columns."""
    writer = TableWriter(edge_batch)
    for edge in edges:
        writer.add(edge)
    return writer.table()
