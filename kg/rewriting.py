"""A graph's database file written anew with changes, column by column."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kg.change import Change
from kg.schema import EDGE_ENDS, NODE_LABELS
from kg.store import Store


def rewrite(old: Store, target: Path, change: Change) -> None:
    """Write to ``target``, where nothing is yet, the graph ``old`` with a change.

    Raises:
        GraphError: if the file cannot be written.
    """
    with Store.create(target) as new:
        for label in NODE_LABELS:
            come = change.nodes.get(label)
            kept = _without(old.node_table(label), _gone(change, label, "key"))
            kept = _without(kept, come and come.select(["key"]))
            new.copy_nodes(label, _together(kept, come))
        for label, ends in EDGE_ENDS.items():
            for head, tail in ends:
                table = label, head, tail
                kept = _without(old.edge_table(*table), change.lost.get(table))
                # Edges that somebody drew by a query go with their nodes.
                kept = _without(kept, _gone(change, head, "from"))
                kept = _without(kept, _gone(change, tail, "to"))
                new.copy_edges(*table, _together(kept, change.edges.get(table)))


def _gone(change: Change, label: str, column: str) -> pa.Table | None:
    """The keys of the nodes that go, as a table of one column."""
    keys = change.gone.get(label)
    return pa.table({column: list(keys)}) if keys else None


def _without(rows: pa.Table, lost: pa.Table | None) -> pa.Table:
    """The rows whose values in the columns of ``lost`` are none of its rows."""
    if not lost or not rows.num_rows:
        return rows
    sign = "\0"  # stands in no key
    joined, others = (
        pc.binary_join_element_wise(*(table[name] for name in lost.column_names), sign)
        for table in (rows, lost)
    )
    return rows.filter(pc.invert(pc.is_in(joined, value_set=others.combine_chunks())))


def _together(kept: pa.Table, come: pa.Table | None) -> pa.Table:
    return pa.concat_tables([kept.cast(come.schema), come]) if come else kept
