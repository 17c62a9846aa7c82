"""A graph in a Neo4j database: connect, ask, read back, load."""

from collections.abc import Iterator
from typing import Any, Self

import neo4j
from neo4j.exceptions import ClientError

from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, edge_from_row, node_from_row
from kg.databases import Changes, Login
from kg.errors import GraphError, LoadError, QueryError
from kg.plugins import GraphLike
from kg.records import Edge, Node
from kg.schema import EDGE_ENDS, NODE_LABELS
from loaders.neo4j.failures import refusal, told
from loaders.neo4j.loading import Loading, is_under_way
from loaders.neo4j.prune import prune as delete_stale
from loaders.neo4j.upsert import upsert
from loaders.neo4j.values import native, plain

OLDEST = (5, 0)
"""The oldest server whose Cypher we speak (``elementId``, relationship types in constraints)."""

CONNECT_SECONDS = 15.0
RETRY_SECONDS = 30.0
"""How long a batch is tried again, say while the server is started anew."""


class Neo4jGraph:
    """A database of a Neo4j server; use it as a context manager or close it."""

    def __init__(self, address: str, login: Login, *, writable: bool = False) -> None:
        """As :func:`connect`."""
        self._address = address
        self._writable = writable
        auth = (login.user, login.password) if login.password is not None else None
        with told(address):
            self._driver = neo4j.GraphDatabase.driver(
                address,
                auth=auth,
                connection_timeout=CONNECT_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                notifications_min_severity="OFF",
                user_agent="paperkg",
            )
        self._database = login.database
        try:
            self._check_server()
        except BaseException:
            self.close()
            raise

    def query(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        """Ask in Cypher; see :meth:`kg.graph.Graph.query`.

        Raises:
            QueryError: if the database refuses the query; the message shows where.
        """
        with told(self._address), self._session(writable=self._writable) as session:
            try:
                result = session.run(cypher, parameters)
                names = result.keys()
                return [dict(zip(names, map(plain, row), strict=True)) for row in result]
            except ClientError as error:
                if refused := refusal(error):
                    raise QueryError(refused) from error
                raise

    def nodes(self) -> Iterator[Node]:
        """The nodes that were loaded, label by label, sorted by key."""
        for label in NODE_LABELS:
            columns = NODE_COLUMNS[label]
            returned = ", ".join(f"n.`{name}`" for name in columns)
            query = f"MATCH (n:{label}) WHERE n.paperkg RETURN {returned} ORDER BY n.key"
            for values in self._rows(query):
                yield node_from_row(label, dict(zip(columns, values, strict=True)))

    def edges(self) -> Iterator[Edge]:
        """The edges that were loaded, label by label, sorted by the keys of their ends."""
        returned = ", ".join(f"e.`{name}`" for name in EDGE_COLUMNS)
        for label in EDGE_ENDS:
            query = (
                f"MATCH (a)-[e:{label}]->(b) WHERE e.paperkg "
                f"RETURN a.key, b.key, {returned} ORDER BY a.key, b.key"
            )
            for head, tail, *values in self._rows(query):
                columns = dict(zip(EDGE_COLUMNS, values, strict=True))
                yield edge_from_row(head, label, tail, columns)

    def load(self, graph: GraphLike, *, prune: bool = False, dry_run: bool = False) -> Changes:
        """Make the database hold ``graph``; see :class:`kg.databases.DatabaseGraph`."""
        with told(self._address, LoadError), self._session(writable=not dry_run) as session:
            loading = Loading(session, dry_run=dry_run)
            changes = upsert(loading, graph)
            if prune:
                delete_stale(loading, graph, changes)
            loading.end()
            return changes

    def is_whole(self) -> bool:
        """Whether the last load came to its end; see :class:`kg.databases.DatabaseGraph`."""
        with told(self._address), self._session(writable=False) as session:
            return not is_under_way(session)

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _session(self, *, writable: bool) -> neo4j.Session:
        # In a session for reading the server refuses to write, so a query cannot change a thing.
        mode = neo4j.WRITE_ACCESS if writable else neo4j.READ_ACCESS
        return self._driver.session(database=self._database, default_access_mode=mode)

    def _rows(self, cypher: str) -> Iterator[list[Any]]:
        with told(self._address), self._session(writable=False) as session:
            for record in session.run(cypher):
                yield [native(value) for value in record.values()]

    def _check_server(self) -> None:
        """See that the server answers, takes the login, and is not too old."""
        with told(self._address), self._session(writable=False) as session:
            components = "CALL dbms.components() YIELD name, versions RETURN versions[0] LIMIT 1"
            version = session.run(components).single(strict=True).value()
        check_version(version, self._address)


def connect(address: str, login: Login, *, writable: bool = False) -> Neo4jGraph:
    """Connect to the Neo4j server at ``address``.

    Args:
        address: ``neo4j://host``, ``bolt://host:port`` or, over TLS, ``neo4j+s://host``; with
            ``+ssc`` the server's certificate may be signed by itself.
        login: user, password and database.
        writable: let queries change the graph.

    Raises:
        GraphError: it does not answer, refuses the login, lacks the database or is too old.
    """
    return Neo4jGraph(address, login, writable=writable)


def check_version(version: str, address: str) -> None:
    """Raise GraphError if ``version`` (``5.26.1``, ``2025.06.0``) is older than we can use."""
    numbers = tuple(int(part) for part in version.partition("-")[0].split(".")[:2])
    if numbers < OLDEST:
        raise GraphError(
            f"the server at {address} is Neo4j {version}; paperkg needs {OLDEST[0]} or newer"
        )
