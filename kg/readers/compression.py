"""Decompression of gzip, bzip2, xz and Zstandard, told by their first bytes and not by a suffix."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import zstandard

from kg.errors import SourceError
from kg.readers.streams import buffered, chunks_of, peek

_ERRORS = (EOFError, OSError, zlib.error, lzma.LZMAError, zstandard.ZstdError)


def decompressed(stream: BinaryIO) -> BinaryIO:
    """The content of ``stream``: as it is, or decompressed, with all members of the file.

    The stream that is returned raises SourceError where the compressed data are damaged or cut off.
    """
    head, stream = peek(stream, 6)
    for magic, (name, chunks) in _FORMATS.items():
        if head.startswith(magic):
            return buffered(_checked(name, chunks(stream)))
    return stream


def _checked(name: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    except _ERRORS as error:
        raise SourceError(f"the {name} data are damaged or cut off ({error})") from error


def _gzip(stream: BinaryIO) -> Iterator[bytes]:
    return chunks_of(cast(BinaryIO, gzip.GzipFile(fileobj=stream)))


def _bzip2(stream: BinaryIO) -> Iterator[bytes]:
    return chunks_of(cast(BinaryIO, bz2.BZ2File(stream)))


def _xz(stream: BinaryIO) -> Iterator[bytes]:
    return chunks_of(cast(BinaryIO, lzma.LZMAFile(stream)))


def _zstandard(stream: BinaryIO) -> Iterator[bytes]:
    # The library's own file object takes a file that is cut off for one that ends. The pieces
    # are small because a few bytes may stand for a block of 128 KiB.
    frame = zstandard.ZstdDecompressor().decompressobj()
    while piece := stream.read(512):
        while piece:
            if frame.eof:
                frame = zstandard.ZstdDecompressor().decompressobj()
            yield frame.decompress(piece)
            piece = frame.unused_data
    if not frame.eof:
        raise EOFError("the last frame does not end")


_FORMATS: dict[bytes, tuple[str, Callable[[BinaryIO], Iterator[bytes]]]] = {
    b"\x1f\x8b": ("gzip", _gzip),
    b"BZh": ("bzip2", _bzip2),
    b"\xfd7zXZ\x00": ("xz", _xz),
    b"\x28\xb5\x2f\xfd": ("Zstandard", _zstandard),
}
