"""The embedded database: a LadybugDB file that holds papers, their annotations and the graph.

The file is written once, from start to end, and read ever after: what changes later stands in a
log beside it (:mod:`kg.changing`), which the database reads whenever it opens the file. Working
the log into the file, a checkpoint, is what it is not to be trusted with: after some changes of
edges, numbers in the lists of others are 0 (LadybugDB 0.22).
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import ladybug
import pyarrow as pa

from kg.arrow import edge_batch, node_batch
from kg.columns import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Columns,
    ColumnType,
    edge_from_row,
    node_from_row,
)
from kg.complaints import complaint, reason
from kg.cypher import parameter_names
from kg.errors import GraphError, QueryError
from kg.packing import TableWriter
from kg.read_only import check_reads_only
from kg.records import Annotation, Edge, EdgeKey, Node, Paper, PaperNode
from kg.rows import Rows, plain
from kg.schema import EDGE_ENDS, NODE_LABELS, PAPER, label_of

T = TypeVar("T")
K = TypeVar("K")

Ends = tuple[str, str, str]
"""What names a table of edges: edge label, head label, tail label."""

ROOM = 1024**2
"""Bytes that must be free on disk before anything is written."""

NODES_A_SLICE = 8000
"""Nodes that are read with all that they hold at a time."""

FEW_KEYS = 1000
"""Of more keys the database makes slow work, as it looks for each in a list: all nodes are read."""

READING_POOL = 1024**3
WRITING_POOL = 4 * 1024**3
"""Bytes that the database may hold in memory; writing holds a table's rows, in both directions."""

_CYPHER_TYPES: Mapping[ColumnType, str] = {
    ColumnType.STRING: "STRING",
    ColumnType.INTEGER: "INT64",
    ColumnType.FLOAT: "DOUBLE",
    ColumnType.DATE: "DATE",
    ColumnType.STRINGS: "STRING[]",
    ColumnType.INTEGERS: "INT64[]",
    ColumnType.FLOATS: "DOUBLE[]",
}
MATCHING = (
    "LOAD FROM $rows WITH `from` AS h, `to` AS t MATCH (a:`{1}` {{key: h}})-[e:`{0}`]->"
    "(b:`{2}` {{key: t}})"
)
"""The edges of a table of two columns of keys, by edge label, head label and tail label."""


class Store:
    """A graph's database: open for reading, for changes, or to be written for the first time."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Open the database at ``path``; ``writable`` lets it be changed.

        Raises:
            GraphError: if there is none, or the file is none.
        """
        self.path = path
        self._writable = writable
        self._new = False
        self._known_slices: dict[str, list[tuple[str, str]]] = {}
        if writable:
            find_room(path.parent)
        try:
            self._database = ladybug.Database(
                path,
                buffer_pool_size=WRITING_POOL if writable else READING_POOL,
                read_only=not writable,
                auto_checkpoint=False,
            )
            self._connection = ladybug.Connection(self._database)
        except (RuntimeError, OSError, MemoryError) as error:
            raise GraphError(f"cannot open {path} as a graph: {reason(error)}") from error
        if writable:
            self._execute("CALL force_checkpoint_on_close=false")
        else:
            self._check_tables(path)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a database with the empty tables of the schema at ``path``, where nothing is yet.

        It is of use when it is closed; after an error in a ``with`` block it is to be thrown away.
        """
        store = cls(path, writable=True)
        store._new = True
        for label in NODE_LABELS:
            store._execute(
                f"CREATE NODE TABLE `{label}` ({_declared(NODE_COLUMNS[label])}, "
                "PRIMARY KEY (`key`))"
            )
        for label, ends in EDGE_ENDS.items():
            joins = ", ".join(f"FROM `{head}` TO `{tail}`" for head, tail in ends)
            store._execute(f"CREATE REL TABLE `{label}` ({joins}, {_declared(EDGE_COLUMNS)})")
        return store

    def write_nodes(self, nodes: Iterable[Node]) -> None:
        """Add ``nodes``, whose keys must be new. Raises GraphError, for example on a full disk."""
        tables: dict[str, TableWriter[Node]] = {}
        for node in nodes:
            if node.label not in tables:
                tables[node.label] = TableWriter(partial(node_batch, node.label))
            tables[node.label].add(node)
        for label, writer in tables.items():
            self.copy_nodes(label, writer.table())

    def write_edges(self, edges: Iterable[Edge]) -> None:
        """Add ``edges``, whose ends must be there. Raises GraphError."""

        # The database writes a table anew with each copy into it, so a table gets one copy.
        tables: dict[Ends, TableWriter[Edge]] = {}
        for edge in edges:
            ends = table_of(edge.key)
            if ends not in tables:
                tables[ends] = TableWriter(edge_batch)
            tables[ends].add(edge)
        for ends, writer in tables.items():
            self.copy_edges(*ends, writer.table())

    def copy_nodes(self, label: str, rows: pa.Table) -> None:
        """Add rows to the table of a label, once for each table. Raises GraphError."""
        if rows.num_rows:
            self._known_slices.pop(label, None)
            self._execute(f"COPY `{label}` FROM $rows", {"rows": rows})

    def copy_edges(self, label: str, head: str, tail: str, rows: pa.Table) -> None:
        """Add rows to the table of these labels, once for each table. Raises GraphError."""
        if rows.num_rows:
            copy = f"COPY `{label}` FROM $rows (from='{head}', to='{tail}')"
            self._execute(copy, {"rows": rows})

    def node_table(self, label: str) -> pa.Table:
        """All nodes of a label."""
        return pa.concat_tables(self.node_tables(label))

    def node_tables(self, label: str) -> Iterator[pa.Table]:
        """All nodes of a label, in tables of bounded size."""
        columns = _returned("n", NODE_COLUMNS[label])
        return self._sliced(label, f"MATCH (n:`{label}`)", columns)

    def edge_table(self, label: str, head: str, tail: str) -> pa.Table:
        """All edges of a label between nodes of these labels."""
        return pa.concat_tables(self.edge_tables(label, head, tail))

    def edge_tables(self, label: str, head: str, tail: str) -> Iterator[pa.Table]:
        """All edges of a label between nodes of these labels, some of the heads at a time."""
        columns = f"n.key AS `from`, b.key AS `to`, {_returned('e', EDGE_COLUMNS)}"
        return self._sliced(head, f"MATCH (n:`{head}`)-[e:`{label}`]->(b:`{tail}`)", columns)

    def _sliced(self, label: str, match: str, columns: str) -> Iterator[pa.Table]:
        """All rows of a query, by slices of the nodes ``n``: the database holds them in memory."""
        if not self._slices(label):
            yield self._execute(f"{match} RETURN {columns}").get_as_arrow()
        for _, where, those in self._parts("n", [label]):
            yield self._execute(f"{match} {where} RETURN {columns}", those).get_as_arrow()

    def _slices(self, label: str) -> list[tuple[str, str]]:
        """The first and last keys of slices of all nodes of a label, found out once."""
        if label not in self._known_slices:
            query = f"MATCH (n:`{label}`) RETURN n.key AS key ORDER BY key"
            keys = self._execute(query).get_as_arrow()["key"].to_pylist()
            starts = range(0, len(keys), NODES_A_SLICE)
            parts = (keys[start : start + NODES_A_SLICE] for start in starts)
            self._known_slices[label] = [(part[0], part[-1]) for part in parts]
        return self._known_slices[label]

    def edges_at(self, keys: Iterable[EdgeKey]) -> Iterator[Edge]:
        """The edges of these keys, as far as there are any."""
        returned = ", ".join(f"e.`{name}`" for name in EDGE_COLUMNS)
        for ends, table in by_table(keys):
            query = f"{MATCHING.format(*ends)} RETURN a.key, b.key, {returned}"
            for head, tail, *values in self._rows(query, {"rows": table}):
                columns = dict(zip(EDGE_COLUMNS, values, strict=True))
                yield edge_from_row(head, ends[0], tail, columns)

    def nodes(self, *labels: str, keys: Collection[str] | None = None) -> Iterator[Node]:
        """The nodes of these labels and keys (default: all), label by label, sorted by key."""
        wanted = None if keys is None else frozenset(keys)
        where, parameters = _only(n=_few(wanted))
        held = _labels_of(wanted)
        for label in labels or NODE_LABELS:
            if label not in held:
                continue
            columns = NODE_COLUMNS[label]
            returned = ", ".join(f"n.`{name}`" for name in columns)
            parts = [(label, where, parameters)] if parameters else self._parts("n", [label])
            for _, where_part, those in parts:
                query = f"MATCH (n:`{label}`) {where_part} RETURN {returned} ORDER BY n.key"
                for key, *values in self._rows(query, those):
                    if _among(key, wanted):
                        yield node_from_row(label, dict(zip(columns, [key, *values], strict=True)))

    def edges(
        self, heads: Collection[str] | None = None, tails: Collection[str] | None = None
    ) -> Iterator[Edge]:
        """The edges from these to these nodes (by key; default: any), label by label, sorted."""
        from_keys, to_keys = (None if each is None else frozenset(each) for each in (heads, tails))
        where, parameters = _only(a=_few(from_keys), b=_few(to_keys))
        returned = ", ".join(f"e.`{name}`" for name in EDGE_COLUMNS)
        heads_held, tails_held = _labels_of(from_keys), _labels_of(to_keys)
        for label, ends in EDGE_ENDS.items():
            joined = [(h, t) for h, t in ends if h in heads_held and t in tails_held]
            if not joined:
                continue
            from_labels, to_labels = (set(labels) for labels in zip(*joined, strict=True))
            a, b = (":".join(sorted(labels)) for labels in (from_labels, to_labels))
            parts = [(a, where, parameters)] if parameters else self._parts("a", from_labels)
            for a_part, where_part, those in parts:
                query = (
                    f"MATCH (a:{a_part})-[e:`{label}`]->(b:{b}) {where_part} "
                    f"RETURN a.key, b.key, {returned} ORDER BY a.key, b.key"
                )
                for head, tail, *values in self._rows(query, those):
                    if _among(head, from_keys) and _among(tail, to_keys):
                        columns = dict(zip(EDGE_COLUMNS, values, strict=True))
                        yield edge_from_row(head, label, tail, columns)

    def _parts(
        self, variable: str, labels: Iterable[str]
    ) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """All nodes of these labels a slice at a time: a label, a clause, and its parameters.

        Keys begin with the label, so the slices are in the order of keys.
        """
        clause = f"WHERE {variable}.key >= $first AND {variable}.key <= $last"
        for label in sorted(labels, key=str.lower):
            for first, last in self._slices(label):
                yield label, clause, {"first": first, "last": last}

    def count(self, label: str) -> int:
        """How many nodes of this label there are."""
        ((count,),) = self._rows(f"MATCH (n:`{label}`) RETURN count(*)")
        return int(count)

    def annotated(self) -> Iterator[tuple[Paper, Annotation]]:
        """All papers with their annotations as made, sorted by id."""
        for node in self.nodes(PAPER):
            assert isinstance(node, PaperNode)
            yield node.annotated()

    def query(self, cypher: str, parameters: Mapping[str, Any], limit: int | None = None) -> Rows:
        """The first ``limit`` rows (default: all) that ``cypher`` gives, as plain values.

        Raises:
            QueryError: if the database refuses the query, a parameter has no value, or the store
                is open for reading and the query would do anything else.
        """
        if not self._writable:
            check_reads_only(cypher)
        _check_values(cypher, parameters)
        try:
            result = self._connection.execute(cypher, dict(parameters))
            # Several statements give several results, of which the last is the answer.
            result = result[-1] if isinstance(result, list) else result
            names = result.get_column_names()
            rows = Rows(names)
            while result.has_next() and (limit is None or len(rows) < limit):
                values = map(plain, result.get_next())
                rows.append(dict(zip(names, values, strict=True)))
            rows.truncated = result.has_next()
        except (RuntimeError, TypeError, ValueError) as error:
            raise QueryError(complaint(error)) from error
        return rows

    def limit_time(self, seconds: float) -> None:
        """Let no query take longer; one that does ends in a QueryError."""
        self._connection.set_query_timeout(round(seconds * 1000))

    def close(self) -> None:
        """Write everything down and let the file go. Raises GraphError."""
        try:
            if self._new:  # a checkpoint of what has failed would end the process
                self._execute("CHECKPOINT")
        finally:
            self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self.close()
        else:
            self._let_go()

    def _check_tables(self, path: Path) -> None:
        found = {name for (name,) in self._rows("CALL show_tables() RETURN name")}
        if not found >= {*NODE_LABELS, *EDGE_ENDS}:
            self._let_go()
            raise GraphError(f"cannot open {path} as a graph: it lacks tables that a graph has")

    def _let_go(self) -> None:
        self._connection.close()
        self._database.close()

    def _rows(self, cypher: str, parameters: dict[str, Any] | None = None) -> Iterator[list[Any]]:
        result = self._execute(cypher, parameters)
        while result.has_next():
            yield result.get_next()

    def _execute(self, cypher: str, parameters: dict[str, Any] | None = None) -> Any:
        try:
            return self._connection.execute(cypher, parameters or {})
        except (RuntimeError, OSError) as error:
            # Without its traceback, whose frames would keep the file open.
            cause = error.with_traceback(None)
            raise GraphError(f"the graph's database failed: {reason(error)}") from cause


def find_room(folder: Path, size: int = ROOM) -> None:
    """Raise GraphError unless so many bytes can be written.

    Where the database cannot write its log, it ends the process.
    """
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(size))
            file.flush()
    except OSError as error:
        raise GraphError(f"cannot write in {folder}: {error.strerror or error}") from error


def _returned(variable: str, columns: Columns) -> str:
    return ", ".join(f"{variable}.`{name}` AS `{name}`" for name in columns)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """``items`` by what ``key`` gives of them."""
    groups: dict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def table_of(key: EdgeKey) -> Ends:
    """The table that an edge is in."""
    head, label, tail = key
    return label, label_of(head), label_of(tail)


def by_table(keys: Iterable[EdgeKey]) -> Iterator[tuple[Ends, pa.Table]]:
    """The keys of each table, in two columns."""
    for ends, group in grouped(keys, table_of).items():
        heads, _, tails = zip(*group, strict=True)
        yield ends, pa.table({"from": heads, "to": tails})


def _only(**keys: Collection[str] | None) -> tuple[str, dict[str, Any]]:
    """The clause that holds each node variable to its keys, if any are given, with parameters."""
    given = {variable: list(wanted) for variable, wanted in keys.items() if wanted is not None}
    conditions = " AND ".join(f"{variable}.key IN ${variable}" for variable in given)
    return f"WHERE {conditions}" if given else "", given


def _few(keys: Collection[str] | None) -> Collection[str] | None:
    return keys if keys is not None and len(keys) <= FEW_KEYS else None


def _among(key: str, keys: Collection[str] | None) -> bool:
    return keys is None or key in keys


def _labels_of(keys: Collection[str] | None) -> Collection[str]:
    """The labels of the nodes that can have one of ``keys``, if any are given."""
    if keys is None:
        return NODE_LABELS
    starts = {key.partition(":")[0] for key in keys}
    return [label for label in NODE_LABELS if label.lower() in starts]


def _declared(columns: Columns) -> str:
    return ", ".join(f"`{name}` {_CYPHER_TYPES[kind]}" for name, kind in columns.items())


def _check_values(cypher: str, parameters: Mapping[str, Any]) -> None:
    """The database takes a parameter without a value for null where there are no others."""
    if missing := sorted(parameter_names(cypher) - parameters.keys()):
        raise QueryError(f"there is no value for ${', $'.join(missing)} of the query")
