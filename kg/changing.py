"""A change written to the log of a graph, or, where that grows long, to a new file with the rest.

A log costs as much as the change; a new file as much as the graph.
"""

import shutil
from collections.abc import Collection
from pathlib import Path

import pyarrow as pa

from kg.change import Change
from kg.graph_files import log_of
from kg.rewriting import rewrite
from kg.store import MATCHING, ROOM, Store, find_room

LONGEST_LOG = 16 * 1024**2
"""Bytes of log that a change may leave: to read these takes half a second at each opening."""

USUAL, MOST = 2, 8
"""Bytes of log for a byte of a change: in graphs of papers, and where texts are short."""


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
    if logged + USUAL * change.nbytes > LONGEST_LOG:
        with Store(graph) as old:
            rewrite(old, draft, change)
        return
    # The database locks a file that it is to change against readers, so it gets a copy.
    shutil.copyfile(graph, draft)
    if logged:
        shutil.copyfile(log, log_of(draft))
    find_room(draft.parent, ROOM + MOST * change.nbytes)
    with _ChangingStore(draft, writable=True) as store:
        store.make(change)
    draft.unlink()  # it is as it was


class _ChangingStore(Store):
    """A graph's database, open for changes, which it writes to its log."""

    def make(self, change: Change) -> None:
        """Make all of a change, or nothing."""
        self._execute("BEGIN TRANSACTION")
        for ends, rows in change.lost.items():
            self._execute(f"{MATCHING.format(*ends)} DELETE e", {"rows": rows})
        for label, keys in change.gone.items():
            self._remove(label, keys)
        for label, rows in change.nodes.items():
            self._put(label, rows)
        for ends, rows in change.edges.items():
            self._join(*ends, rows)
        self._execute("COMMIT")

    def _remove(self, label: str, keys: Collection[str]) -> None:
        # Edges that somebody drew by a query go with the node.
        query = f"LOAD FROM $rows WITH key AS k MATCH (n:`{label}` {{key: k}}) DETACH DELETE n"
        self._execute(query, {"rows": pa.table({"key": list(keys)})})

    def _put(self, label: str, rows: pa.Table) -> None:
        """Add nodes or give those of the same key their values."""
        (_, key), *others = _numbered(rows)
        values = ", ".join(f"n.`{name}` = {value}" for name, value in others)
        query = f"{_loaded(rows)} MERGE (n:`{label}` {{key: {key}}}) SET {values}"
        self._execute(query, {"rows": rows})

    def _join(self, label: str, head: str, tail: str, rows: pa.Table) -> None:
        """Add edges of one table, none of which is there."""
        (_, start), (_, end), *others = _numbered(rows)
        values = ", ".join(f"`{name}`: {value}" for name, value in others)
        # Matched in one step, both ends would be joined as whole tables, for which memory ends.
        query = (
            f"{_loaded(rows)} MATCH (a:`{head}` {{key: {start}}}) WITH * "
            f"MATCH (b:`{tail}` {{key: {end}}}) CREATE (a)-[:`{label}` {{{values}}}]->(b)"
        )
        self._execute(query, {"rows": rows})


def _numbered(rows: pa.Table) -> list[tuple[str, str]]:
    """The columns, each with a variable for its value that no name in a pattern hides."""
    return [(name, f"v{number}") for number, name in enumerate(rows.column_names)]


def _loaded(rows: pa.Table) -> str:
    """The clauses that bring in ``$rows``."""
    return "LOAD FROM $rows WITH " + ", ".join(
        f"`{name}` AS {value}" for name, value in _numbered(rows)
    )
