"""A graph's database file written anew with changes, column by column."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from kg.packing import edge_rows, node_rows
from kg.records import Edge, EdgeKey, Node
from kg.schema import EDGE_ENDS, NODE_LABELS
from kg.store import Store, grouped, table_of


class Change(NamedTuple):
    """What makes one graph of another.

    Attributes:
        nodes: by key those that are new or take the place of another one, and None for those that
            are to go.
        lost: edges that are to go or to be replaced; those of a node that goes are among them.
        made: edges that are new or take the place of one that is lost.
    """

    nodes: Mapping[str, Node | None]
    lost: Collection[EdgeKey]
    made: Collection[Edge]


def rewrite(old: Store, target: Path, change: Change) -> None:
    """Write to ``target``, where nothing is yet, the graph ``old`` with a change.

    Raises:
        GraphError: if the file cannot be written.
    """
    by_label = grouped(change.nodes, lambda key: key.partition(":")[0])
    lost = grouped(change.lost, table_of)
    made = grouped(change.made, lambda edge: table_of(edge.key))
    with Store.create(target) as new:
        for label in NODE_LABELS:
            keys = by_label.get(label.lower(), [])
            kept = _without(old.node_table(label), ("key",), [(key,) for key in keys])
            added = node_rows(label, filter(None, map(change.nodes.get, keys)))
            new.copy_nodes(label, _together(kept, added))
        for label, ends in EDGE_ENDS.items():
            for head, tail in ends:
                table = label, head, tail
                pairs = [(start, end) for start, _, end in lost.get(table, [])]
                kept = _without(old.edge_table(*table), ("from", "to"), pairs)
                new.copy_edges(*table, _together(kept, edge_rows(made.get(table, []))))


def _without(
    table: pa.Table, columns: tuple[str, ...], keys: Collection[Iterable[str]]
) -> pa.Table:
    """The rows whose values in ``columns`` are none of ``keys``."""
    if not keys or not table.num_rows:
        return table
    sign = "\0"  # stands in no key
    found = pc.binary_join_element_wise(*(table[name] for name in columns), sign)
    return table.filter(pc.invert(pc.is_in(found, value_set=pa.array(map(sign.join, keys)))))


def _together(kept: pa.Table, added: pa.Table) -> pa.Table:
    return pa.concat_tables([kept.cast(added.schema), added])
