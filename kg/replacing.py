"""A graph or another file is replaced by a new version that is whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import GraphError
from kg.graph_files import log_of


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Lock ``path`` against other writers and yield where its new version is to be written.

    When the block ends well, what was written there takes the place of ``path`` at once: who has
    the old file open keeps it. For a graph that can also be a log alone, which takes the place of
    the old log. When the block fails or the process dies, ``path`` stays as it was.

    Raises:
        GraphError: if another process is writing, or the folder cannot be written.
    """
    draft = path.with_name(f".{path.name}.draft")
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with lock:
            _finish(draft, path)  # what a process that died left behind
            try:
                yield draft
                _put_in_place(draft, path)
            finally:
                _remove(draft)
    except Timeout as error:
        raise GraphError(f"another process is writing {path}; try again when it is done") from error
    except OSError as error:
        raise GraphError(f"cannot write {path}: {error.strerror or error}") from error


def _put_in_place(draft: Path, path: Path) -> None:
    if draft.exists():
        _sync(draft)
        with suppress(FileNotFoundError):
            log_of(path).rename(_outdated(draft))
        os.replace(draft, path)
    elif log_of(draft).exists():
        _sync(log_of(draft))
        os.replace(log_of(draft), log_of(path))


def _finish(draft: Path, path: Path) -> None:
    """Bring to an end what was begun when the old log was put aside; remove all else."""
    if _outdated(draft).exists() and draft.exists():
        os.replace(draft, path)
    _remove(draft)


def _outdated(draft: Path) -> Path:
    """Where the old log waits for its end: beside a new file it would make no sense."""
    return draft.with_name(f"{draft.name}.outdated")


def _remove(draft: Path) -> None:
    for path in draft.parent.glob(f"{draft.name}*"):  # the database keeps logs beside its file
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
