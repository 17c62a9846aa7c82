"""A graph's database file, open for change."""

from collections.abc import Iterable
from pathlib import Path

from kg.columns import NODE_COLUMNS, row
from kg.records import EdgeKey, Node
from kg.schema import label_of
from kg.store import MATCHING, Store, TableWriter, by_ends, grouped


class ChangingStore(Store):
    """A store of which nodes and edges can be taken out and replaced.

    As with one that is written for the first time, the changes are of use when it is closed; after
    an error in a ``with`` block the file is to be thrown away: change a copy.
    """

    def __init__(self, path: Path) -> None:
        """Open the database at ``path``. Raises GraphError."""
        super().__init__(path, writable=True)
        self._begin()

    def replace_nodes(self, nodes: Iterable[Node]) -> None:
        """Let ``nodes`` take the place of those of the same keys; others are added."""
        added = []
        for label, group in grouped(nodes, lambda node: node.label).items():
            there = {node.key for node in self.nodes(label, keys=[node.key for node in group])}
            added += [node for node in group if node.key not in there]
            writer = TableWriter(NODE_COLUMNS[label])
            for node in group:
                if node.key in there:
                    writer.add(row(node))
            names = [name for name in NODE_COLUMNS[label] if name != "key"]
            taken = ", ".join(f"`{name}` AS new_{name}" for name in names)
            set_to = ", ".join(f"n.`{name}` = new_{name}" for name in names)
            self._execute(
                f"LOAD FROM $rows WITH `key` AS k, {taken} MATCH (n:`{label}` {{key: k}}) "
                f"SET {set_to}", {"rows": writer.table()}
            )  # fmt: skip
        self.write_nodes(added)

    def remove_nodes(self, keys: Iterable[str]) -> None:
        """Take out the nodes of these keys, with the edges that they have left."""
        for label, group in grouped(keys, label_of).items():
            removal = f"MATCH (n:`{label}`) WHERE n.key IN $keys DETACH DELETE n"
            self._execute(removal, {"keys": group})

    def remove_edges(self, keys: Iterable[EdgeKey]) -> None:
        """Take out the edges of these keys."""
        for ends, table in by_ends(keys):
            self._execute(f"{MATCHING.format(*ends)} DELETE e", {"rows": table})
