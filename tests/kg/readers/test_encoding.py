"""Text out of bytes, and the one sentence for bytes that are none."""

import codecs
import io
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.readers.encoding import head_text, text, utf8
from kg.readers.streams import buffered

TEXT = "Schrödinger’s\nΨ-Bench 🐈\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_utf8_and_utf16_with_a_mark_are_read(encoding: str, size: int) -> None:
    data = TEXT.encode(encoding)
    parts = (data[start : start + size] for start in range(0, len(data), size))
    assert utf8(buffered(parts)).read().decode() == TEXT
    assert head_text(data) == TEXT


def test_big_endian_utf16_is_read() -> None:
    assert text(io.BytesIO(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"))).read() == TEXT


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            "naïve\ncafé".encode("latin-1"),
            "the text is not UTF-8: byte 0xef at offset 2 (line 1) cannot be decoded; "
            "convert it to UTF-8 first",
        ),
        (
            b"\xef\xbb\xbfa\nb\n\xff",
            "the text is not UTF-8: byte 0xff at offset 7 (line 3) cannot be decoded; "
            "convert it to UTF-8 first",
        ),
        (
            b"a\nb" * 50_000 + b"\xe2\x82",
            "the text is not UTF-8: byte 0xe2 at offset 150000 (line 50001) cannot be decoded; "
            "convert it to UTF-8 first",
        ),
        (
            codecs.BOM_UTF16_LE + "a\nb".encode("utf-16-le") + b"\x00\xdc\x00\x00",
            "the text is not UTF-16-LE: byte 0x00 at offset 8 (line 2) cannot be decoded; "
            "convert it to UTF-8 first",
        ),
    ],
)
def test_other_bytes_are_one_sentence_with_their_place(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        utf8(io.BytesIO(data)).read()
    assert str(caught.value) == sentence


@given(st.text(alphabet="aä€\n", max_size=50))
def test_lines_before_a_wrong_byte_are_read(good: str) -> None:
    stream = text(io.BytesIO(good.encode() + b"\n\xff"))
    assert "".join(islice(stream, good.count("\n") + 1)) == good + "\n"
    with pytest.raises(SourceError):
        next(stream)


def test_line_ends_of_all_systems_are_lines() -> None:
    assert list(text(io.BytesIO(b"a\r\nb\rc\n"))) == ["a\n", "b\n", "c\n"]
