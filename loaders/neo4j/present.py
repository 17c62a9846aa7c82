"""What a database holds already, label by label, so that a load asks it about nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any

import neo4j
import numpy as np
from numpy.typing import NDArray

from loaders.neo4j.statements import Values

# Counts come from the database's statistics: they cost nothing, however many there are.
COUNT_ALL = "MATCH (n) RETURN count(n)"
_COUNT_NODES = "MATCH (n:{}) RETURN count(n)"
_COUNT_EDGES = "MATCH ()-[r:{}]->() RETURN count(r)"
_NODES = "MATCH (n:{}) WHERE n.paperkg RETURN n.key, n.fingerprint"
_EDGES = "MATCH (h)-[r:{}]->(t) WHERE r.paperkg RETURN h.key, t.key, r.fingerprint"


class Present:
    """The nodes or the relationships of one label, as 64 bits for each: a hash of its marks.

    Marks are the key (or the keys of both ends) and the fingerprint. That any of a million rows
    that differ has the hash of one of a million that are here has a chance of 5 in 10⁸.
    """

    def __init__(self, count: int, marks: Iterable[Sequence[Any]]) -> None:
        self.empty = count == 0
        """Whether there is nothing of this label, of whomever."""
        self._hashes = np.sort(_hashes(marks))

    def others(self, rows: list[Values], marks: int) -> list[Values]:
        """Those of ``rows`` whose first ``marks`` values are not here."""
        if not len(self._hashes):
            return rows
        wanted = _hashes(row[:marks] for row in rows)
        nearest = self._hashes.take(self._hashes.searchsorted(wanted), mode="clip")
        return [row for row, same in zip(rows, nearest == wanted, strict=True) if not same]


def present_nodes(session: neo4j.Session, label: str) -> Present:
    """The nodes of this label that were loaded."""
    return _present(session, _COUNT_NODES.format(label), _NODES.format(label))


def present_edges(session: neo4j.Session, label: str) -> Present:
    """The relationships of this type that were loaded."""
    return _present(session, _COUNT_EDGES.format(label), _EDGES.format(label))


def count(session: neo4j.Session, cypher: str) -> int:
    """The only number that a query returns."""
    return int(session.run(cypher).single(strict=True).value())


def _present(session: neo4j.Session, counting: str, marks: str) -> Present:
    found = count(session, counting)
    return Present(found, (record.values() for record in session.run(marks)) if found else ())


def _hashes(marks: Iterable[Sequence[Any]]) -> NDArray[np.int64]:
    return np.fromiter((hash(tuple(mark)) for mark in marks), np.int64)
