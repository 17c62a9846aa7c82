"""Delete from Neo4j what earlier loads wrote and the graph no longer holds."""

from collections.abc import Callable, Iterator
from typing import Any

import neo4j

from kg.databases import Changes
from kg.plugins import GraphLike
from kg.schema import EDGE_ENDS, NODE_LABELS
from loaders.neo4j.loading import Loading

BATCH = 1000

_COUNT_EDGES = "MATCH ()-[r:{}]->() WHERE r.paperkg RETURN count(r)"
_EDGES = "MATCH (h)-[r:{}]->(t) WHERE r.paperkg RETURN elementId(r), h.key, t.key"
_DELETE_EDGES = """\
UNWIND $stale AS id
MATCH ()-[r:{}]->() WHERE elementId(r) = id AND r.paperkg
DELETE r"""

_COUNT_NODES = "MATCH (n:{}) WHERE n.paperkg RETURN count(n)"
_NODES = "MATCH (n:{}) WHERE n.paperkg RETURN elementId(n), n.key"
_TIED_NODES = """\
UNWIND $stale AS id
MATCH (n:{}) WHERE elementId(n) = id AND EXISTS {{ (n)-[r]-() WHERE r.paperkg IS NULL }}
RETURN elementId(n)"""
_DISOWN_NODES = """\
UNWIND $stale AS id
MATCH (n:{}) WHERE elementId(n) = id AND n.paperkg
SET n.paperkg = false, n.fingerprint = null"""
_DELETE_NODES = """\
UNWIND $stale AS id
MATCH (n:{}) WHERE elementId(n) = id AND n.paperkg
DELETE n"""


def prune(loading: Loading, graph: GraphLike, changes: Changes) -> None:
    """Delete what ``graph`` does not hold, and count that in ``changes``.

    A node that somebody else's relationship hangs on stays, and is marked as not of the graph.

    Args:
        loading: the load; a dry run deletes nothing and only counts.
        graph: what it just loaded.
        changes: what it did.
    """
    # Relationships first: a node goes only when nothing hangs on it.
    for label, stale in _stale(loading, _EDGE_QUERIES, lambda: _edge_keys(graph), changes):
        changes[label].deleted += len(stale)
        if not loading.dry_run:
            _run(loading.write, _DELETE_EDGES.format(label), stale)
    for label, stale in _stale(loading, _NODE_QUERIES, lambda: _node_keys(graph), changes):
        tied = set(_run(loading.session.execute_read, _TIED_NODES.format(label), stale))
        free = [element for element in stale if element not in tied]
        changes[label].kept += len(tied)
        changes[label].deleted += len(free)
        if not loading.dry_run:
            _run(loading.write, _DISOWN_NODES.format(label), [*tied])
            _run(loading.write, _DELETE_NODES.format(label), free)


Keys = Iterator[tuple[str, ...]]
_EDGE_QUERIES = tuple(map(str, EDGE_ENDS)), _COUNT_EDGES, _EDGES
_NODE_QUERIES = tuple(map(str, NODE_LABELS)), _COUNT_NODES, _NODES


def _edge_keys(graph: GraphLike) -> Keys:
    return ((edge.label, edge.head, edge.tail) for edge in graph.edges())


def _node_keys(graph: GraphLike) -> Keys:
    return ((str(node.label), node.key) for node in graph.nodes())


def _stale(
    loading: Loading,
    queries: tuple[tuple[str, ...], str, str],
    keys: Callable[[], Keys],
    changes: Changes,
) -> Iterator[tuple[str, list[str]]]:
    """The ids of what is too much in the database, by label.

    Where the counts agree nothing is: the database has all of the graph, as it was just loaded.
    """
    labels, count, everything = queries

    def surplus(label: str) -> bool:
        loaded = changes[label].held - (changes[label].created if loading.dry_run else 0)
        found: int = loading.session.run(count.format(label)).single(strict=True).value()
        return found > loaded

    surplus_labels = [label for label in labels if surplus(label)]
    # Hashes of 64 bits in place of keys: millions of them fit in memory.
    wanted = {hash(key) for key in keys() if key[0] in surplus_labels} if surplus_labels else set()
    for label in surplus_labels:
        rows = loading.session.run(everything.format(label))
        yield label, [id_ for id_, *key in rows if hash((label, *key)) not in wanted]


def _run(execute: Callable[..., list[Any]], cypher: str, stale: list[str]) -> list[Any]:
    """Run a statement on ``stale``, a batch in a transaction, and return its only column."""
    return [
        value
        for start in range(0, len(stale), BATCH)
        for value in execute(_batch, cypher, stale[start : start + BATCH])
    ]


def _batch(transaction: neo4j.ManagedTransaction, cypher: str, stale: list[str]) -> list[Any]:
    return transaction.run(cypher, stale=stale).value()
