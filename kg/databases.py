"""Graph databases: servers that hold a graph and answer questions about it, found by entry point.

A package offers one by naming, under ``kg.databases`` and the scheme of its addresses, a module
with the function ``connect`` of :class:`Database`. Ours is Neo4j (``neo4j://``, ``bolt://``).
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

from kg.errors import GraphError
from kg.plugins import GraphLike, find
from kg.records import Edge, Node

DATABASES = "kg.databases"


@dataclass(frozen=True)
class Login:
    """Who we are to the server, and which of its databases we mean (None: the server's choice)."""

    user: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None


@dataclass
class Tally:
    """What a load did, or would do, with the nodes or edges of one label.

    ``kept`` counts nodes that had to go and could not, as somebody else's relationships hang on
    them.
    """

    held: int = 0
    created: int = 0
    updated: int = 0
    deleted: int = 0
    kept: int = 0

    @property
    def unchanged(self) -> int:
        return self.held - self.created - self.updated


Changes = dict[str, Tally]
"""Tallies by label, of nodes and of edges, in the order in which they were loaded."""


def no_changes() -> Changes:
    """Tallies to count in; each label begins at nought."""
    return defaultdict(Tally)


class DatabaseGraph(AbstractContextManager["DatabaseGraph"], Protocol):
    """A graph in a database; leaving the context closes the connection."""

    def query(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        """As :meth:`kg.graph.Graph.query`. Raises QueryError."""
        ...

    def nodes(self) -> Iterator[Node]:
        """All nodes that were loaded. Raises GraphError."""
        ...

    def edges(self) -> Iterator[Edge]:
        """All edges that were loaded. Raises GraphError."""
        ...

    def load(self, graph: GraphLike, *, prune: bool = False, dry_run: bool = False) -> Changes:
        """Make the database hold ``graph``, writing only what differs.

        Args:
            graph: its nodes and edges are streamed.
            prune: also delete what an earlier load wrote and ``graph`` no longer holds.
            dry_run: change nothing, only count.

        Raises:
            LoadError: the database cannot be written; the same call goes on from there.
        """
        ...

    def is_whole(self) -> bool:
        """Whether the last load came to its end. Raises GraphError."""
        ...


class Database(Protocol):
    """A kind of database: usually a module with these functions."""

    def connect(self, address: str, login: Login, *, writable: bool = False) -> DatabaseGraph:
        """Connect to the server at ``address``; ``writable`` lets queries change the graph.

        Raises:
            GraphError: it does not answer, refuses the login, lacks the database or is too old.
        """
        ...

    def write_bulk(self, graph: GraphLike, folder: Path) -> str:
        """Write files for the database's own importer, which fills an empty database fastest.

        Args:
            graph: its nodes and edges are streamed.
            folder: a new or empty folder.

        Returns:
            The command that imports them.

        Raises:
            LoadError: the folder cannot be written.
        """
        ...


def is_address(target: str) -> bool:
    """Whether ``target`` is the address of a server, and no path of a file."""
    return "://" in target


def write_bulk(graph: GraphLike, folder: Path, database: str = "neo4j") -> str:
    """Write the import files of this kind of database; see :meth:`Database.write_bulk`."""
    return cast(Database, find(DATABASES, database)).write_bulk(graph, folder)


def connect(address: str, login: Login, *, writable: bool = False) -> DatabaseGraph:
    """Connect to the graph at ``address``, whose scheme says what database it is.

    Raises:
        PluginError: if there is no database of this scheme.
        GraphError: if it cannot be used.
    """
    scheme, _, rest = address.partition("://")
    if "@" in rest:
        raise GraphError(
            "leave user and password out of the address: it would show in lists of "
            "processes; set NEO4J_USERNAME and NEO4J_PASSWORD or use --password-file"
        )
    # neo4j+s and neo4j+ssc are neo4j over TLS
    database = cast(Database, find(DATABASES, scheme.partition("+")[0]))
    return database.connect(address, login, writable=writable)
