"""What makes one graph of another, table by table."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import NamedTuple, Self

import pyarrow as pa

from kg.packing import edge_rows, node_rows
from kg.records import Edge, EdgeKey, Node
from kg.schema import NODE_LABELS
from kg.store import Ends, by_table, grouped, table_of


class Change(NamedTuple):
    """Nodes and edges that go, come, or take the place of others.

    Attributes:
        gone: keys of the nodes that go, by label.
        nodes: rows of the nodes that come or take the place of one of the same key, by label.
        lost: ends of the edges that go or are replaced, by table: all of a node that goes are here.
        edges: rows of the edges that come or take the place of a lost one, by table.
    """

    gone: Mapping[str, Collection[str]]
    nodes: Mapping[str, pa.Table]
    lost: Mapping[Ends, pa.Table]
    edges: Mapping[Ends, pa.Table]

    @classmethod
    def of(
        cls,
        nodes: Mapping[str, Node | None],
        lost: Iterable[EdgeKey],
        edges: Iterable[Edge],
    ) -> Self:
        """The change of these records; a node that goes is None."""
        labels = {label.lower(): label for label in NODE_LABELS}
        gone = (key for key, node in nodes.items() if node is None)
        come = grouped((node for node in nodes.values() if node), lambda node: node.label)
        made = grouped(edges, lambda edge: table_of(edge.key))
        return cls(
            grouped(gone, lambda key: labels[key.partition(":")[0]]),
            {label: node_rows(label, group) for label, group in come.items()},
            dict(by_table(lost)),
            {ends: edge_rows(group) for ends, group in made.items()},
        )

    @property
    def nbytes(self) -> int:
        """Bytes of all that it says."""
        tables = (*self.nodes.values(), *self.lost.values(), *self.edges.values())
        rows: int = sum(table.nbytes for table in tables)
        return rows + sum(map(len, chain(*self.gone.values())))
