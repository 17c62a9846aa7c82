"""A graph's database file written anew with changes, column by column.

The database can also change a file in place, but it is not to be trusted with that: after some
changes of edges, numbers in the lists of others are 0 (LadybugDB 0.22).
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kg.packing import edge_rows, node_rows
from kg.records import Edge, EdgeKey, Node
from kg.schema import EDGE_ENDS, NODE_LABELS
from kg.store import Store, grouped, table_of


def write_changed(
    old: Store,
    target: Path,
    nodes: Mapping[str, Node | None],
    edges: Mapping[EdgeKey, Edge | None],
) -> None:
    """Write to ``target`` the graph ``old`` with changes.

    Args:
        old: the graph as it is.
        target: where nothing is yet.
        nodes: by key those that are new or take the place of another one, and None for those that
            are to go.
        edges: likewise.

    Raises:
        GraphError: if the file cannot be written.
    """
    by_label = grouped(nodes, lambda key: key.partition(":")[0])
    by_table = grouped(edges, table_of)
    with Store.create(target) as new:
        for label in NODE_LABELS:
            keys = by_label.get(label.lower(), [])
            kept = _without(old.node_table(label), ("key",), [(key,) for key in keys])
            added = node_rows(label, filter(None, map(nodes.get, keys)))
            new.copy_nodes(label, _together(kept, added))
        for label, ends in EDGE_ENDS.items():
            for head, tail in ends:
                found = by_table.get((label, head, tail), [])
                pairs = [(start, end) for start, _, end in found]
                kept = _without(old.edge_table(label, head, tail), ("from", "to"), pairs)
                added = edge_rows(filter(None, map(edges.get, found)))
                new.copy_edges(label, head, tail, _together(kept, added))


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
