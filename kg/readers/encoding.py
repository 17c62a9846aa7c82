"""Text out of bytes: UTF-8, or UTF-16 that says so in a byte order mark, and nothing else."""

import codecs
import io
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, TextIO

from kg.errors import SourceError
from kg.readers.streams import buffered, chunks_of, peek

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def head_text(head: bytes) -> str:
    """The text of the first bytes of a source, as far as they are text."""
    mark, encoding = _encoding(head)
    return head[len(mark) :].decode(encoding, errors="replace").lstrip()


def utf8(stream: BinaryIO) -> BinaryIO:
    """The text of ``stream`` in UTF-8 without a mark.

    The stream that is returned raises SourceError at the first byte that is wrong, when all
    text before it has been read.
    """
    return buffered(utf8_chunks(stream))


def text(stream: BinaryIO, newline: str | None = None) -> TextIO:
    """The text of ``stream`` by lines; ``newline`` as in :func:`open`. Raises as :func:`utf8`."""
    return io.TextIOWrapper(utf8(stream), encoding="utf-8", newline=newline)


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of ``stream`` in UTF-8, but for bytes that are wrong where it claims to be that.

    Raises SourceError as :func:`utf8` where it claims to be UTF-16: its lines can't be told apart.
    """
    head, stream = peek(stream, 3)
    mark, encoding = _encoding(head)
    if encoding == "utf-8":
        stream.read(len(mark))
        return iter(stream)
    return iter(utf8(stream))


def utf8_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """As :func:`utf8`, chunk by chunk."""
    head, stream = peek(stream, 3)
    mark, encoding = _encoding(head)
    stream.read(len(mark))
    decoder = codecs.getincrementaldecoder(encoding)()
    place, line = len(mark), 1
    for chunk in chain(chunks_of(stream), [b""]):
        held = len(decoder.getstate()[0])
        try:
            good = decoder.decode(chunk, final=not chunk).encode()
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(encoding).encode()
            yield good
            raise SourceError(
                f"the text is not {encoding.upper()}: byte 0x{error.object[error.start]:02x} at "
                f"offset {place - held + error.start} (line {line + good.count(10)}) cannot be "
                "decoded; convert it to UTF-8 first"
            ) from error
        yield good
        place += len(chunk)
        line += good.count(10)


def _encoding(head: bytes) -> tuple[bytes, str]:
    return next((pair for pair in _MARKS.items() if head.startswith(pair[0])), (b"", "utf-8"))
