"""Reading as a whole: which reader, what is counted, and what a bad source does to a run."""

import gzip
import io
import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from kg.errors import PluginError, SourceError
from kg.readers import ReadReport, Rejection, read_papers
from kg.readers.reading import recognise
from kg.readers.report import LISTED
from kg.records import Annotation, Paper

ABSTRACT = "Kites fly where the wind is."


def record(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"k-{number}", "title": f"Kite {number}", "abstract": ABSTRACT, **fields}


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(item) + "\n" for item in records)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.jsonl"
    path.write_text(lines(record(1), record(2)))
    return path


def read(*sources: str | Path, format: str | None = None) -> tuple[list[str], ReadReport]:
    report = ReadReport()
    papers = read_papers(sources, report, format)
    return [paper.id for paper in papers if isinstance(paper, Paper)], report


def sentence(*sources: str | Path, format: str | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read(*sources, format=format)
    return str(caught.value)


def test_sources_of_different_formats_are_read_in_order(good: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text(f"id\ttitle\tabstract\nt-1\tTails\t{ABSTRACT}\n")
    assert read(table, good) == (["t-1", "k-1", "k-2"], ReadReport(papers=3))


def test_standard_input_is_told_by_content(monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(lines(record(1)).encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert read("-") == (["k-1"], ReadReport(papers=1))


def test_doubles_are_counted_and_the_first_one_stands(good: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    again.write_text(lines(record(2), record(1, abstract="Other words."), record(3)))
    ids, report = read(good, again)
    assert ids == ["k-1", "k-2", "k-3"]
    assert (report.papers, report.doubles, report.rejected) == (3, 2, 2)
    assert [str(rejection) for rejection in report.rejections] == [
        f"{again}: double: k-2",
        f"{again}: double with another text: k-1",
    ]


def test_many_copies_of_one_paper_are_one_paper(tmp_path: Path) -> None:
    path = tmp_path / "copies.jsonl"
    path.write_text(lines(record(1)) * 10_000)
    ids, report = read(path)
    assert ids == ["k-1"]
    assert report.doubles == 9_999
    assert len(report.rejections) == LISTED


def test_what_is_passed_over_is_counted_by_reason_and_listed_by_line(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(
        lines(record(1), record(2, abstract=None))
        + '{"id": "k-3", "title": \n\n[]\n'
        + lines(record(4, abstract=""), record(5))
    )
    ids, report = read(path)
    assert ids == ["k-1", "k-5"]
    assert report.reasons == Counter({"no abstract": 2, "not JSON": 1, "not a JSON object": 1})
    assert report.rejections == [
        Rejection(str(path), 2, "no abstract: k-2"),
        Rejection(str(path), 3, "not JSON: Expecting value: line 2 column 1 (char 24)"),
        Rejection(str(path), 5, "not a JSON object"),
        Rejection(str(path), 6, "no abstract: k-4"),
    ]


def test_annotations_come_with_their_paper_and_not_with_a_double(tmp_path: Path) -> None:
    node = {"kind": "node", "label": "Paper", "key": "paper:k-1", **record(1)}
    node["annotation"] = '{"paper": "k-1"}'
    path = tmp_path / "graph.jsonl"
    path.write_text(lines(node, node))
    records = list(read_papers([path], ReadReport()))
    assert [type(item) for item in records] == [Annotation, Paper]


def test_papers_are_streamed(good: Path) -> None:
    report = ReadReport()
    papers = read_papers([good], report)
    assert len(list(islice(papers, 1))) == 1
    assert report.papers == 1


@pytest.mark.parametrize("bad", ["missing", "empty", "strange", "latin1", "cut.gz"])
def test_a_named_source_that_cannot_be_read_is_an_error_before_the_first_paper(
    bad: str, good: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "strange").write_bytes(b"%PDF-1.7")
    (tmp_path / "latin1").write_bytes("Un café, s'il vous plaît.".encode("latin-1"))
    (tmp_path / "cut.gz").write_bytes(gzip.compress(good.read_bytes())[:-4])
    for sources in ([good, tmp_path / bad], [tmp_path / bad, good]):
        report = ReadReport()
        with pytest.raises(SourceError, match=bad):
            read_papers(sources, report)
        assert report == ReadReport()


def test_a_file_found_in_a_folder_that_cannot_be_read_is_reported(
    good: Path, tmp_path: Path
) -> None:
    (tmp_path / "a-strange-one").write_bytes(b"\x00\x01\x02")
    ids, report = read(tmp_path)
    assert ids == ["k-1", "k-2"]
    (failure,) = report.failed
    assert failure.startswith(f"cannot read {tmp_path}/a-strange-one: it looks like binary data")


def test_a_folder_of_which_nothing_can_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00")
    (tmp_path / "b").write_bytes(b"")
    assert sentence(tmp_path).startswith(f"cannot read {tmp_path}/a: ")


@pytest.mark.parametrize("error", ["encoding", "compression", "syntax"])
def test_what_was_read_before_an_error_is_kept_and_the_run_goes_on(
    error: str, good: Path, tmp_path: Path
) -> None:
    records = [record(number) for number in range(1_000, 2_000)]
    data = lines(*records).encode()
    if error == "compression":
        data = gzip.compress(data * 9)[:-8]
    else:
        data = b"[" + data.replace(b"\n", b",")
    if error == "encoding":
        data += lines(record(3)).encode().replace(b"Kite", b"K\xefte") + b"]"
    bad = tmp_path / "bad"
    bad.write_bytes(data)
    ids, report = read(bad, good)
    assert ids == [item["id"] for item in records] + ["k-1", "k-2"]
    (failure,) = report.failed
    assert failure.startswith(f"cannot read {bad} to its end: ")


def test_an_error_before_the_first_paper_of_all_is_raised(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_bytes(b"[" + lines(record(1)).encode().replace(b"Kite", b"K\xefte") + b"]")
    assert sentence(path) == (
        f"cannot read {path}: the text is not UTF-8: byte 0xef at offset 26 (line 1) cannot be "
        "decoded; convert it to UTF-8 first"
    )


@pytest.mark.parametrize(
    ("data", "look"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or an office file"),
        (b"\x7fELF\x00\x00", "binary data"),
        (b"<html><body>Kites</body></html>", "HTML"),
        (b"<?xml version='1.0'?><kites/>", "XML"),
        (b'{"name": "kite", "colour": "red"}', "JSON with the members name, colour"),
        (b"[1, 2, 3]", "JSON with the members (none)"),
        (b"Kites.\n", "plain text"),
        (b"name,colour\nkite,red\n", "plain text"),
    ],
)
def test_an_unknown_format_is_one_sentence(data: bytes, look: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    assert sentence(path) == (
        f"cannot read {path}: it looks like {look}, which is no known format; there are: "
        "arxiv-feed, arxiv-snapshot, bibtex, csv, daily-papers-api, daily-papers-html, "
        "daily-papers-text, graph-jsonl, json, oai-pmh, openalex, ris, semantic-scholar"
    )


class Stranger:
    """A reader of somebody else's that fits everything."""

    def recognises(self, head: bytes, name: str) -> bool:
        return True

    def read(self, stream: BinaryIO) -> Iterator[Paper]:
        yield Paper(id="s", title="Strange", abstract=ABSTRACT)


def test_a_special_reader_goes_before_a_general_one_and_two_are_asked_about() -> None:
    one, two, general = Stranger(), Stranger(), Stranger()
    assert recognise({"json": general, "one": one}, b"x", "x") is one
    assert recognise({"csv": one, "json": general}, b"x", "x") is general
    with pytest.raises(SourceError, match="it may be one or two: say which with --format"):
        recognise({"json": general, "one": one, "two": two}, b"x", "x")


def test_a_format_that_is_given_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_text(lines(record(1)))
    assert read(path, format="json")[0] == ["k-1"]
    assert "names no columns" in sentence(path, format="csv")
    with pytest.raises(PluginError, match="no reader called 'jsn'"):
        read(path, format="jsn")


def test_a_huge_line_is_neither_a_paper_nor_a_problem(good: Path, tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    huge.write_text(lines(record(3), record(4, abstract="a" * 50_000_000)))
    ids, report = read(huge, good)
    assert ids == ["k-3", "k-1", "k-2"]
    assert report.rejections == [Rejection(str(huge), 2, "abstract of over 50000 characters: k-4")]
    huge.write_bytes(b"a" * 50_000_000)
    assert "it looks like plain text" in sentence(huge)


def test_bytes_that_are_zero_do_not_stop_a_run(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    path.write_bytes(b"id,title,abstract\nk-1,Ki\x00tes,They fly.\nk-2,Tails,They wag.\n")
    ids, report = read(path)
    assert ids == ["k-1", "k-2"]
    assert report.failed == []
