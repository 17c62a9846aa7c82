"""Bring nodes and edges into Neo4j: what is there already and the same is not written again.

Every batch is a transaction of its own, so a load that dies leaves whole batches. The next one
finds them by key and fingerprint and writes the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import neo4j
import pyarrow as pa

from kg.columns import Value
from kg.databases import Changes, Tally, no_changes
from kg.errors import LoadError
from kg.plugins import GraphLike
from loaders.neo4j.loading import Loading
from loaders.neo4j.present import COUNT_ALL, Present, count, present_edges, present_nodes
from loaders.neo4j.statements import (
    Statements,
    Values,
    completions,
    constraints,
    edge_statements,
    edge_values,
    indexes,
    node_statements,
    node_values,
)
from loaders.tables import edge_batches, node_batches

BATCH = 1000
"""Rows in a transaction: some megabytes, which the server holds in memory."""

INDEX_SECONDS = 600


@dataclass(frozen=True)
class Batch:
    """Rows for one pair of statements; each begins with ``keys`` keys and the fingerprint."""

    label: str
    statements: Statements
    keys: int
    rows: list[Values]


def upsert(loading: Loading, graph: GraphLike) -> Changes:
    """Write what the database lacks of ``graph`` or has otherwise, nodes before edges.

    Raises:
        LoadError: if there are nodes of ours that somebody else wrote.
    """
    if not loading.dry_run:
        _prepare(loading)
    changes = no_changes()
    for batches, present_of in ((_nodes(graph), present_nodes), (_edges(graph), present_edges)):
        present: dict[str, Present] = {}
        for batch in batches:
            if batch.label not in present:
                present[batch.label] = present_of(loading.session, batch.label)
            _load(loading, batch, changes[batch.label], present[batch.label])
    return changes


def _prepare(loading: Loading) -> None:
    """Make the constraints and indexes that are missing, and complete a bulk import."""
    session = loading.session
    there = set(session.run("SHOW INDEXES YIELD name").value())  # constraints have one each
    # Without constraints this is a first load: nodes that are there came from neo4j-admin. They
    # are completed before the constraints say that this is done.
    if not constraints().keys() <= there and count(session, COUNT_ALL):
        loading.begin()
        for statement in completions():
            session.run(statement).consume()
    for name, statement in {**constraints(), **indexes()}.items():
        if name not in there:
            session.run(statement).consume()
    session.run("CALL db.awaitIndexes($seconds)", seconds=INDEX_SECONDS).consume()


def _nodes(graph: GraphLike) -> Iterator[Batch]:
    for label, rows in node_batches(graph, BATCH):
        yield Batch(label, node_statements(label), 1, [*map(node_values, _plain(rows))])


def _edges(graph: GraphLike) -> Iterator[Batch]:
    for (label, head, tail), rows in edge_batches(graph, BATCH):
        statements = edge_statements((head, label, tail))
        yield Batch(label, statements, 2, [*map(edge_values, _plain(rows))])


def _plain(rows: pa.RecordBatch) -> Iterator[tuple[Value, ...]]:
    """The values of each row."""
    return zip(*(column.to_pylist() for column in rows.columns), strict=True)


def _load(loading: Loading, batch: Batch, tally: Tally, present: Present) -> None:
    tally.held += len(batch.rows)
    rows = present.others(batch.rows, batch.keys + 1)
    new = len(rows)
    if rows and not present.empty:
        rows, new = _differing(loading.session, batch, rows)
    if rows and not loading.dry_run:
        new = loading.write(_write, batch, rows)
    tally.created += new
    tally.updated += len(rows) - new


def _differing(
    session: neo4j.Session, batch: Batch, rows: list[Values]
) -> tuple[list[Values], int]:
    """The rows that the database lacks or has otherwise, and how many it lacks."""
    digests = [values[: batch.keys + 1] for values in rows]
    found = session.execute_read(_read, batch.statements.differing, digests)
    for record in found:
        if record.get("foreign"):
            raise LoadError(
                f"the database has a {batch.label} with the key {record['key']!r} that paperkg "
                "did not write and will not overwrite; delete it or change its key"
            )
    keys = {tuple(record.values()[: batch.keys]) for record in found}
    differing = [values for values in rows if tuple(values[: batch.keys]) in keys]
    return differing, sum(record["new"] for record in found)


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
