"""A graph's file that a build may replace while it is being served."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from kg.graph import Graph

T = TypeVar("T")


class Version(NamedTuple):
    """What tells one file at a path from the next: a build puts a new one in its place."""

    inode: int
    modified: int
    size: int


def version(path: Path) -> Version | None:
    """The version of the file at ``path``, if there is one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Version(found.st_ino, found.st_mtime_ns, found.st_size)


class PerVersion(Generic[T]):
    """What ``make`` makes of a graph: made when it is asked for, and again for a new file."""

    def __init__(self, path: Path, make: Callable[[Graph], T]) -> None:
        self._path = path
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[Version | None, T] | None = None

    def get(self) -> T:
        """What was made of the file that is there now. Raises GraphError."""
        with self._lock:
            now = version(self._path)
            if self._made is None or now not in (None, self._made[0]):
                with Graph(self._path) as graph:
                    self._made = now, self._make(graph)
            return self._made[1]


class LiveGraph:
    """The graph that is at a path now, open for reading by one thread at a time.

    A file that is gone is served as it was.
    """

    def __init__(self, path: Path) -> None:
        """Open it. Raises GraphError."""
        self.path = path
        self._lock = threading.Lock()
        self._version = version(path)
        self._graph = Graph(path)

    @contextmanager
    def reading(self) -> Iterator[Graph]:
        """The graph, for this thread alone. Raises GraphError if a new one does not open."""
        with self._lock:
            now = version(self.path)
            if now not in (None, self._version):
                opened = Graph(self.path)
                self._graph.close()
                self._graph, self._version = opened, now
            yield self._graph

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._graph.close()
