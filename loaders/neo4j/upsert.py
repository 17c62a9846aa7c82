"""Bring nodes and edges into Neo4j: what is there already and the same is not written again.

Every batch is a transaction of its own, so a load that dies leaves whole batches. The next one
finds them by key and fingerprint and writes the others.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import neo4j

from kg.columns import Value, row
from kg.databases import Changes, Tally, no_changes
from kg.errors import LoadError
from kg.plugins import GraphLike
from kg.schema import label_of
from loaders.neo4j.statements import (
    Statements,
    completions,
    constraints,
    edge_statements,
    edge_values,
    indexes,
    node_statements,
    node_values,
)

BATCH = 1000
"""Rows in a transaction: some megabytes, which the server holds in memory."""

HELD = 20 * BATCH
"""Rows that wait at most, over all pairs of labels, for their batch to be full."""

INDEX_SECONDS = 600

Values = list[Value]
Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Batch:
    """Rows for one pair of statements; each begins with ``keys`` keys and the fingerprint."""

    label: str
    statements: Statements
    keys: int
    rows: list[Values]


def upsert(session: neo4j.Session, graph: GraphLike, *, dry_run: bool) -> Changes:
    """Write what the database lacks of ``graph`` or has otherwise, nodes before edges.

    Raises:
        LoadError: if there are nodes of ours that somebody else wrote.
    """
    if not dry_run:
        _prepare(session)
    changes = no_changes()
    for batches, count in ((_nodes(graph), _COUNT_NODES), (_edges(graph), _COUNT_EDGES)):
        empty: dict[str, bool] = {}
        for batch in batches:
            if batch.label not in empty:
                empty[batch.label] = not _count(session, count.format(batch.label))
            _load(session, batch, changes[batch.label], empty[batch.label], dry_run)
    return changes


def _prepare(session: neo4j.Session) -> None:
    """Make the constraints and indexes that are missing, and complete a bulk import."""
    there = set(session.run("SHOW INDEXES YIELD name").value())  # constraints have one each
    # Without constraints this is a first load: nodes that are there came from neo4j-admin. They
    # are completed before the constraints say that this is done.
    if not constraints().keys() <= there and _count(session, _COUNT_ALL):
        for statement in completions():
            session.run(statement).consume()
    for name, statement in {**constraints(), **indexes()}.items():
        if name not in there:
            session.run(statement).consume()
    session.run("CALL db.awaitIndexes($seconds)", seconds=INDEX_SECONDS).consume()


def _count(session: neo4j.Session, cypher: str) -> int:
    return int(session.run(cypher).single(strict=True).value())


# These come from the database's statistics: they cost nothing, however many there are.
_COUNT_ALL = "MATCH (n) RETURN count(n)"
_COUNT_NODES = "MATCH (n:{}) RETURN count(n)"
_COUNT_EDGES = "MATCH ()-[r:{}]->() RETURN count(r)"


def _nodes(graph: GraphLike) -> Iterator[Batch]:
    rows = ((str(node.label), node_values(row(node))) for node in graph.nodes())
    for label, batch in _batched(rows):
        yield Batch(label, node_statements(label), 1, batch)


def _edges(graph: GraphLike) -> Iterator[Batch]:
    rows = (
        (
            (label_of(edge.head), str(edge.label), label_of(edge.tail)),
            edge_values(edge.head, edge.tail, row(edge)),
        )
        for edge in graph.edges()
    )
    for ends, batch in _batched(rows):
        yield Batch(ends[1], edge_statements(ends), 2, batch)


def _batched(rows: Iterable[tuple[Group, Values]]) -> Iterator[tuple[Group, list[Values]]]:
    """Gather rows by group until there are enough of one, or too many in all."""
    groups: dict[Group, list[Values]] = defaultdict(list)
    held = 0
    for group, values in rows:
        groups[group].append(values)
        held += 1
        if len(groups[group]) == BATCH:
            held -= BATCH
            yield group, groups.pop(group)
        elif held == HELD:
            held = 0
            yield from groups.items()
            groups.clear()
    yield from groups.items()


def _load(session: neo4j.Session, batch: Batch, tally: Tally, all_new: bool, dry_run: bool) -> None:
    tally.held += len(batch.rows)
    rows, new = batch.rows, len(batch.rows)
    if not all_new:
        rows, new = _differing(session, batch)
    if rows and not dry_run:
        new = session.execute_write(_write, batch, rows)
    tally.created += new
    tally.updated += len(rows) - new


def _differing(session: neo4j.Session, batch: Batch) -> tuple[list[Values], int]:
    """The rows that the database lacks or has otherwise, and how many it lacks."""
    digests = [values[: batch.keys + 1] for values in batch.rows]
    found = session.execute_read(_read, batch.statements.differing, digests)
    for record in found:
        if record.get("foreign"):
            raise LoadError(
                f"the database has a {batch.label} with the key {record['key']!r} that paperkg "
                "did not write and will not overwrite; delete it or change its key"
            )
    keys = {tuple(record.values()[: batch.keys]) for record in found}
    rows = [values for values in batch.rows if tuple(values[: batch.keys]) in keys]
    return rows, sum(record["new"] for record in found)


def _read(
    transaction: neo4j.ManagedTransaction, cypher: str, rows: list[Values]
) -> list[neo4j.Record]:
    return list(transaction.run(cypher, rows=rows))


def _write(transaction: neo4j.ManagedTransaction, batch: Batch, rows: list[Values]) -> int:
    """Write ``rows`` and return how many of them are new."""
    result = transaction.run(batch.statements.write, rows=rows)
    written = result.single(strict=True).value()
    if written != len(rows):  # a node that was there is gone: the transaction is rolled back
        raise LoadError("somebody deletes nodes of the graph at the same time; load it again")
    counters = result.consume().counters
    return counters.nodes_created + counters.relationships_created
