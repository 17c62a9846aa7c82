"""A change written to the log of a graph, or, where that grows long, to a new file with the rest.

A log costs as much as the change; a new file as much as the graph.
"""

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

import pyarrow as pa

from kg.columns import NODE_COLUMNS
from kg.graph_files import log_of
from kg.packing import edge_rows, node_rows
from kg.records import Edge, Node
from kg.rewriting import Change, rewrite
from kg.schema import NODE_LABELS
from kg.store import MATCHING, Store, by_table, grouped, table_of

LONGEST_LOG = 16 * 1024**2
"""Bytes of log that a change may leave: to read these takes half a second at each opening."""

LOGGED = 1024
"""Bytes of log that a node or an edge takes, about."""


def write_changed(graph: Path, draft: Path, change: Change) -> None:
    """Write ``graph`` with a change to ``draft``: to its log alone if that does not grow too long.

    Args:
        graph: the graph as it is; it may be read meanwhile.
        draft: where nothing is yet.
        change: what is to be other.

    Raises:
        GraphError: if the file cannot be written.
    """
    log = log_of(graph)
    logged = log.stat().st_size if log.exists() else 0
    if logged + LOGGED * sum(map(len, change)) > LONGEST_LOG:
        with Store(graph) as old:
            rewrite(old, draft, change)
        return
    # The database locks a file that it is to change against readers, so it gets a copy.
    shutil.copyfile(graph, draft)
    if logged:
        shutil.copyfile(log, log_of(draft))
    with _ChangingStore(draft, writable=True) as store:
        store.make(change)
    draft.unlink()  # it is as it was


class _ChangingStore(Store):
    """A graph's database, open for changes, which it writes to its log."""

    def make(self, change: Change) -> None:
        """Make all of a change, or nothing."""
        self._execute("BEGIN TRANSACTION")
        for ends, pairs in by_table(change.lost):
            self._execute(f"{MATCHING.format(*ends)} DELETE e", {"rows": pairs})
        by_label = grouped(change.nodes, lambda key: key.partition(":")[0])
        for label in NODE_LABELS:
            keys = by_label.get(label.lower(), [])
            self._remove(label, [key for key in keys if change.nodes[key] is None])
            self._put(label, filter(None, map(change.nodes.get, keys)))
        for ends, edges in grouped(change.made, lambda edge: table_of(edge.key)).items():
            self._join(*ends, edges)
        self._execute("COMMIT")

    def _remove(self, label: str, keys: Collection[str]) -> None:
        if keys:
            query = f"LOAD FROM $rows WITH key AS k MATCH (n:`{label}` {{key: k}}) DELETE n"
            self._execute(query, {"rows": pa.table({"key": list(keys)})})

    def _put(self, label: str, nodes: Iterable[Node]) -> None:
        """Add nodes or give those of the same key their values."""
        rows = node_rows(label, nodes)
        if rows.num_rows:
            key, *others = _numbered(NODE_COLUMNS[label])
            values = ", ".join(f"n.`{name}` = {value}" for name, value in others)
            query = f"{_loaded(rows)} MERGE (n:`{label}` {{key: {key[1]}}}) SET {values}"
            self._execute(query, {"rows": rows})

    def _join(self, label: str, head: str, tail: str, edges: Iterable[Edge]) -> None:
        """Add edges of one table, none of which is there."""
        rows = edge_rows(edges)
        (_, start), (_, end), *others = _numbered(rows.column_names)
        values = ", ".join(f"`{name}`: {value}" for name, value in others)
        # Matched in one step, both ends would be joined as whole tables, for which memory ends.
        query = (
            f"{_loaded(rows)} MATCH (a:`{head}` {{key: {start}}}) WITH * "
            f"MATCH (b:`{tail}` {{key: {end}}}) CREATE (a)-[:`{label}` {{{values}}}]->(b)"
        )
        self._execute(query, {"rows": rows})


def _numbered(columns: Iterable[str]) -> list[tuple[str, str]]:
    """Columns, each with a variable for its value that no name in a pattern hides."""
    return [(name, f"v{number}") for number, name in enumerate(columns)]


def _loaded(rows: pa.Table) -> str:
    """The clauses that bring in ``$rows``."""
    return "LOAD FROM $rows WITH " + ", ".join(
        f"`{name}` AS {value}" for name, value in _numbered(rows.column_names)
    )
