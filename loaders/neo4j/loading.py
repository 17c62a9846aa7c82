"""A load that is under way, and the mark in the database that says so.

The mark is a node that is there from the first write of a load to its end. A load that dies leaves
it, and the next one that comes to its end takes it away. A load that changes nothing never sets it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import neo4j

T = TypeVar("T")

_BEGIN = "MERGE (:PaperkgLoad)"
_END = "MATCH (mark:PaperkgLoad) DELETE mark"
_UNDER_WAY = "MATCH (mark:PaperkgLoad) RETURN count(mark) > 0"


class Loading:
    """What a load reads and writes by."""

    def __init__(self, session: neo4j.Session, *, dry_run: bool) -> None:
        """Begin a load in ``session``; one that is a ``dry_run`` may not write."""
        self.session = session
        self.dry_run = dry_run
        self._marked = False

    def write(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do ``work`` in a transaction of its own, which is tried again as long as that helps."""
        self.begin()
        return self.session.execute_write(work, *arguments)

    def begin(self) -> None:
        """Mark the load as under way, before its first write."""
        if not self._marked:
            self.session.execute_write(lambda transaction: transaction.run(_BEGIN).consume())
            self._marked = True

    def end(self) -> None:
        """The database holds what it should: take the mark away, whoever left it."""
        if not self.dry_run and is_under_way(self.session):
            self.session.execute_write(lambda transaction: transaction.run(_END).consume())


def is_under_way(session: neo4j.Session) -> bool:
    """Whether a load has begun and not come to its end."""
    return bool(session.run(_UNDER_WAY).single(strict=True).value())
