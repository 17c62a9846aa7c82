"""Sources: what a user names, found and opened, whatever it is compressed with."""

import bz2
import gzip
import io
import lzma
import os
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
import zstandard

from kg.errors import SourceError
from kg.readers.source import HEAD_SIZE, find_sources
from kg.readers.streams import chunks_of

CONTENT = b"".join(b"line %d of the source\n" % number for number in range(20_000))

COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": partial(lzma.compress, preset=0),
    "Zstandard": zstandard.ZstdCompressor().compress,
}
compressed = pytest.mark.parametrize("name", COMPRESSORS)


def content(path: Path | str) -> bytes:
    (source,) = find_sources([path])
    with source.opened() as (head, stream):
        data = stream.read()
    assert head == data[:HEAD_SIZE]
    return data


def found(*names: str | Path) -> list[str]:
    return [str(source) for source in find_sources(names)]


@compressed
def test_compression_is_told_by_content_not_by_suffix(name: str, tmp_path: Path) -> None:
    path = tmp_path / "papers.txt"
    path.write_bytes(COMPRESSORS[name](CONTENT))
    assert content(path) == CONTENT


@compressed
def test_all_members_of_a_compressed_file_are_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "papers"
    compress = COMPRESSORS[name]
    path.write_bytes(compress(CONTENT[:1000]) + compress(CONTENT[1000:]) + compress(b""))
    assert content(path) == CONTENT


@compressed
def test_a_compressed_file_that_is_cut_off_is_read_as_far_as_it_goes(
    name: str, tmp_path: Path
) -> None:
    noise = os.urandom(1_000_000).hex().encode()
    path = tmp_path / "papers"
    packed = COMPRESSORS[name](noise)
    path.write_bytes(packed[: len(packed) // 2])
    (source,) = find_sources([path])
    with source.opened() as (_, stream):
        chunks = chunks_of(stream)
        data = b"".join(islice(chunks, 12))
        with pytest.raises(SourceError, match=f"^the {name} data are damaged or cut off"):
            deque(chunks, maxlen=0)
    assert len(data) > HEAD_SIZE
    assert noise.startswith(data)


@compressed
def test_damaged_compression_is_one_sentence(name: str, tmp_path: Path) -> None:
    packed = COMPRESSORS[name](CONTENT)
    middle = len(packed) // 2
    path = tmp_path / "papers"
    path.write_bytes(packed[:middle] + bytes(200) + packed[middle + 200 :])
    with pytest.raises(SourceError, match=f"^the {name} data are damaged or cut off [^\n]*$"):
        content(path)


def test_the_same_file_can_be_looked_at_and_read(tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_bytes(CONTENT)
    (source,) = find_sources([path])
    for _ in range(2):
        with source.opened() as (head, stream):
            assert (head, stream.read()) == (CONTENT[:HEAD_SIZE], CONTENT)


def test_standard_input_can_be_looked_at_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(CONTENT))))
    (source,) = find_sources(["-"])
    with source.opened() as (head, _):
        assert head == CONTENT[:HEAD_SIZE]
    with source.opened() as (head, stream):
        assert (head, stream.read()) == (CONTENT[:HEAD_SIZE], CONTENT)


def test_a_named_pipe_can_be_looked_at_before_it_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=[CONTENT])
    writer.start()
    (source,) = find_sources([pipe])
    with source.opened() as (head, _):
        assert head == CONTENT[:HEAD_SIZE]
    with source.opened() as (_, stream):
        assert stream.read() == CONTENT
    writer.join()


def test_a_folder_stands_for_its_files_sorted_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden", ".git/config", "a/.DS_Store"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert found(tmp_path) == [str(tmp_path / name) for name in ("a/b/c.txt", "a/z.txt", "b.txt")]


def test_a_pattern_stands_for_the_files_that_match(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "c.txt"):
        (tmp_path / name).write_text("x")
    assert found(f"{tmp_path}/*.json") == [str(tmp_path / "a.json"), str(tmp_path / "b.json")]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "papers[1].txt"
    path.write_text("x")
    assert found(path) == [str(path)]


def test_a_file_that_is_named_twice_is_one_source(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    assert found(path, tmp_path, f"{tmp_path}/*.txt", f"{tmp_path}/./a.txt") == [str(path)]
    assert found("-", "-") == ["standard input"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing.txt", "there is no file or folder {}"),
        ("*.nothing", "no file matches {}"),
        ("empty", "the folder {} holds no files"),
    ],
)
def test_a_name_that_stands_for_nothing_is_one_sentence(
    name: str, sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    path = f"{tmp_path}/{name}"
    with pytest.raises(SourceError) as caught:
        find_sources([path])
    assert str(caught.value) == sentence.format(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_looked_into_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "papers.txt").write_text("x")
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(SourceError, match=r"^cannot read .*/closed: Permission denied$"):
        find_sources([tmp_path])


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\xef\xbb\xbf", gzip.compress(b"")])
def test_an_empty_file_is_one_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"^it is empty$"):
        content(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(SourceError, match=r"^Permission denied$"):
        content(path)
