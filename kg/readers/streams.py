"""Binary streams that are made of chunks and never need seeking, so that pipes are sources too."""

import io
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, cast

CHUNK = 1 << 16


class ChunkStream(io.RawIOBase):
    """The bytes of ``chunks`` as an unbuffered stream.

    A read gives at most one chunk, so what came before an error in the making of the next one
    is not lost with it.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = memoryview(chunk)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def buffered(chunks: Iterator[bytes]) -> BinaryIO:
    """The bytes of ``chunks`` as a stream with lines and exact reads."""
    return io.BufferedReader(ChunkStream(chunks), CHUNK)


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of ``stream``, at most :data:`CHUNK` at a time, as they come."""
    read = cast(io.BufferedReader, stream).read1
    return iter(lambda: read(CHUNK), b"")


def peek(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first ``size`` bytes of ``stream`` (fewer if it ends), and a stream that has them still.

    ``stream`` itself is not to be used any more.
    """
    head = b""
    chunks = chunks_of(stream)
    while len(head) < size and (chunk := next(chunks, b"")):
        head += chunk
    return head[:size], buffered(chain([head], chunks))
