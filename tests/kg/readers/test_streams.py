"""Streams made of chunks."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.streams import CHUNK, ChunkStream, buffered, chunks_of, peek

chunks = st.lists(st.binary(max_size=20))


@given(chunks)
def test_a_stream_has_the_bytes_of_its_chunks(parts: list[bytes]) -> None:
    assert buffered(iter(parts)).read() == b"".join(parts)
    assert list(buffered(iter(parts))) == list(io.BytesIO(b"".join(parts)))


@given(chunks, st.integers(0, 100))
def test_peeking_takes_nothing_away(parts: list[bytes], size: int) -> None:
    head, stream = peek(buffered(iter(parts)), size)
    assert head == b"".join(parts)[:size]
    assert stream.read() == b"".join(parts)


def test_chunks_are_no_larger_than_asked_for() -> None:
    data = bytes(range(256)) * 1000
    parts = list(chunks_of(io.BytesIO(data)))
    assert b"".join(parts) == data
    assert max(map(len, parts)) <= CHUNK


def test_what_came_before_an_error_is_not_lost() -> None:
    def failing() -> Iterator[bytes]:
        yield b"good"
        raise RuntimeError

    stream = ChunkStream(failing())
    assert stream.read(100) == b"good"
    with pytest.raises(RuntimeError):
        stream.read(100)
