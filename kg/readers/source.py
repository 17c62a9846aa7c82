"""Sources: from what a user names (files, folders, patterns, ``-``) to open streams."""

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NoReturn

from kg.errors import SourceError
from kg.readers.compression import decompressed
from kg.readers.encoding import head_text
from kg.readers.streams import buffered, chunks_of, peek

HEAD_SIZE = 1 << 16
"""How much of a source is looked at to tell its format, in bytes."""


@dataclass
class Source:
    """A file, or standard input where ``path`` is None.

    ``named`` tells a source that the user asked for from one that was found in a folder.
    """

    path: Path | None
    named: bool = True
    _pipe: tuple[bytes, BinaryIO] | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return "standard input" if self.path is None else str(self.path)

    @contextmanager
    def opened(self) -> Iterator[tuple[bytes, BinaryIO]]:
        """The first :data:`HEAD_SIZE` bytes, and all of the content as a stream, decompressed.

        Can be called again, to look first and read later; of what is no regular file the stream
        is then still the first one.

        Raises:
            SourceError: if there is nothing to read.
        """
        if self.path is not None and self.path.is_file():
            with _open(self.path) as file:
                yield _head_and_stream(_chunks_of(file))
        else:
            if self._pipe is None:
                self._pipe = _head_and_stream(self._chunks_of_pipe())
            yield self._pipe

    def _chunks_of_pipe(self) -> Iterator[bytes]:
        if self.path is None:
            yield from _chunks_of(sys.stdin.buffer)
        else:
            with _open(self.path) as pipe:
                yield from _chunks_of(pipe)


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceError(f"{error.strerror}") from error


def _chunks_of(file: BinaryIO) -> Iterator[bytes]:
    try:
        yield from chunks_of(file)
    except OSError as error:
        raise SourceError(f"{error.strerror}") from error


def _head_and_stream(chunks: Iterator[bytes]) -> tuple[bytes, BinaryIO]:
    head, stream = peek(decompressed(buffered(chunks)), HEAD_SIZE)
    if not head_text(head):
        raise SourceError("it is empty")
    return head, stream


def find_sources(names: Iterable[str | Path]) -> list[Source]:
    """The sources that ``names`` stand for, each once, in a fixed order.

    A folder stands for all files under it, a pattern for the files that match it, both sorted
    and without hidden ones; ``-`` for standard input.

    Raises:
        SourceError: if a name stands for nothing, or for a folder that may not be looked into.
    """
    found: dict[Path | None, Source] = {}
    for name in names:
        for source in _sources(name):
            found.setdefault(source.path and source.path.resolve(), source)
    return list(found.values())


def _sources(name: str | Path) -> list[Source]:
    if name == "-":
        return [Source(None)]
    path = Path(name)
    if path.is_dir():
        files = [Source(file, named=False) for file in _files_under(path)]
        if not files:
            raise SourceError(f"the folder {path} holds no files")
        return files
    if path.exists():
        return [Source(path)]
    if not glob.has_magic(str(name)):
        raise SourceError(f"there is no file or folder {path}")
    matches = sorted(Path(match) for match in glob.glob(str(name), recursive=True))
    files = [
        Source(file, named=False)
        for match in matches
        for file in (_files_under(match) if match.is_dir() else [match])
    ]
    if not files:
        raise SourceError(f"no file matches {name}")
    return files


def _files_under(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (Path(place, name) for name in names if not name.startswith("."))
    return sorted(file for file in found if file.is_file())


def _refuse(error: OSError) -> NoReturn:
    raise SourceError(f"cannot read {error.filename}: {error.strerror}") from error
