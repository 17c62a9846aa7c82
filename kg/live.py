"""A graph that a build may change while it is being served."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from kg.graph import Graph
from kg.graph_files import GraphVersion, version

T = TypeVar("T")


class PerVersion(Generic[T]):
    """What ``make`` makes of a graph: when it is first asked for, and whenever that has changed."""

    def __init__(self, path: Path, make: Callable[[Graph], T]) -> None:
        self._path = path
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[GraphVersion | None, T] | None = None

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
