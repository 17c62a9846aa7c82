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
            left = [*change.gone.get(label, ()), *(come["key"].to_pylist() if come else ())]
            kept = _without(old.node_table(label), pa.table({"key": pa.array(left, pa.string())}))
            new.copy_nodes(label, _together(kept, come))
        for label, ends in EDGE_ENDS.items():
            for table in ((label, head, tail) for head, tail in ends):
                kept = _without(old.edge_table(*table), change.lost.get(table))
                new.copy_edges(*table, _together(kept, change.edges.get(table)))


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
