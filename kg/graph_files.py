"""A graph on disk: the file of the database, and beside it the log of later changes."""

from pathlib import Path
from typing import NamedTuple


class Version(NamedTuple):
    """What tells one state of a file at a path from the next."""

    inode: int
    modified: int
    size: int


class GraphVersion(NamedTuple):
    """What tells one state of a graph from the next."""

    file: Version
    log: Version | None


def log_of(graph: Path) -> Path:
    """Where the database keeps the log of ``graph``; there is none if nothing has changed."""
    return graph.with_name(f"{graph.name}.wal")


def version(graph: Path) -> GraphVersion | None:
    """The version of the graph at ``graph``, if there is one."""
    file = _version(graph)
    return file and GraphVersion(file, _version(log_of(graph)))


def _version(path: Path) -> Version | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return Version(found.st_ino, found.st_mtime_ns, found.st_size)
