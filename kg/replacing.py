"""A file is replaced by a new one that is whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import GraphError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Lock ``path`` against other writers and yield where its new version is to be written.

    When the block ends well, what was written there takes the place of ``path`` at once: who has
    the old file open keeps it. When it fails or the process dies, ``path`` stays as it was.

    Raises:
        GraphError: if another process is writing, or the folder cannot be written.
    """
    draft = path.with_name(f".{path.name}.draft")
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with lock:
            _remove(draft)  # left behind by a process that died
            try:
                yield draft
                if draft.exists():
                    _sync(draft)
                    os.replace(draft, path)
            finally:
                _remove(draft)
    except Timeout as error:
        raise GraphError(f"another process is writing {path}; try again when it is done") from error
    except OSError as error:
        raise GraphError(f"cannot write {path}: {error.strerror or error}") from error


def _remove(draft: Path) -> None:
    for path in draft.parent.glob(f"{draft.name}*"):  # the database keeps logs beside its file
        path.unlink(missing_ok=True)


def _sync(draft: Path) -> None:
    with draft.open("rb") as file:
        os.fsync(file.fileno())
