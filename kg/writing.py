"""Writing a file or a folder whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kg.errors import LoadError

STANDARD_OUTPUT = Path("-")

_MARK = b"LBUG"
"""The first bytes of every file of the embedded database."""


def is_graph(path: Path) -> bool:
    """Whether there is a graph's file at ``path``, which nothing but a build may replace."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MARK)) == _MARK


@contextmanager
def _written(target: Path) -> Iterator[None]:
    """Turn what the system reports within into one sentence on ``target``."""
    try:
        yield
    except OSError as error:
        raise LoadError(f"cannot write {target}: {error.strerror or error}") from error


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path to write at, as a file or as a folder; it becomes ``target`` when the block ends.

    If the block raises or the process dies, ``target`` stays as it was. A file replaces a file.
    A folder replaces one that holds nothing but files of the same names, an earlier export.

    Raises:
        LoadError: if ``target`` cannot be written.
    """
    with _written(target):
        if not target.parent.is_dir():
            raise LoadError(f"cannot write {target}: there is no folder {target.parent}")
        # Beside the target is the same file system, where renaming is atomic.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as scratch:
            made = Path(scratch, "new")
            yield made
            _check_replaceable(target, made)
            if target.is_dir():
                target.rename(Path(scratch, "old"))
            made.replace(target)


@contextmanager
def lines_into(target: Path) -> Iterator[TextIO]:
    """A stream of text into the file ``target``, which appears whole or not at all.

    Standard output (``-``), pipes and devices take the text as it comes.

    Raises:
        LoadError: if ``target`` cannot be written.
    """
    if target == STANDARD_OUTPUT:
        yield sys.stdout
    elif target.exists() and not target.is_file():
        with _written(target), target.open("w", encoding="utf-8") as stream:
            yield stream
    else:
        with whole(target) as path, path.open("w", encoding="utf-8") as stream:
            yield stream


def _check_replaceable(target: Path, made: Path) -> None:
    if not os.path.lexists(target):
        return
    if is_graph(target):
        raise LoadError(f"cannot write {target}: it is a graph, which an export would destroy")
    if made.is_file():
        if target.is_dir():
            raise LoadError(f"cannot write {target}: it is a folder, and this format is one file")
        if not target.is_file():
            raise LoadError(f"cannot write {target}: it is not a regular file")
        return
    if not target.is_dir():
        raise LoadError(f"cannot write {target}: it is a file, and this format is a folder")
    strangers = {path.name for path in target.iterdir()} - {path.name for path in made.iterdir()}
    if strangers:
        raise LoadError(
            f"cannot write {target}: the folder holds other files, such as {min(strangers)};"
            " name a new folder"
        )
