"""JSON under usual names, however the records are laid out."""

import codecs
import io
import json
from typing import Any

import pytest

from kg.errors import SourceError
from kg.readers import json_records
from kg.records import Paper, Rejected

RECORDS = [
    {"id": f"k-{number}", "title": f"Kite {number}", "abstract": "They fly."} for number in (1, 2)
]
PAPERS = [Paper(**record) for record in RECORDS]


def read(text: str) -> list[Paper | Rejected]:
    assert json_records.recognises(text.encode(), "x")
    return list(json_records.read(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(map(json.dumps, RECORDS)),
        "\r\n\r\n".join(map(json.dumps, RECORDS)) + "\r\n",
        "\n".join(json.dumps(record, indent=2) for record in RECORDS),
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2),
        "[\n" + ",\n".join(map(json.dumps, RECORDS)) + "\n]\n",
        json.dumps({"papers": RECORDS}),
        json.dumps({"count": 2, "next": None, "results": RECORDS, "meta": {}}, indent=1),
        json.dumps({"data": RECORDS}, indent=4),
        '{"data": [\n' + ",\n".join(map(json.dumps, RECORDS)) + "\n]}\n",
        json.dumps({"filler": ["x" * 100] * 1000, "data": RECORDS, "title": None})
        .replace('"title": null', '"x": 1'),
    ],
)  # fmt: skip
def test_every_layout_gives_the_same_papers(text: str) -> None:
    stream = io.BytesIO(text.encode())
    assert list(json_records.read(stream)) == PAPERS


@pytest.mark.parametrize("layout", [json.dumps, lambda records: json.dumps({"papers": records})])
def test_layouts_are_recognised(layout: Any) -> None:
    assert read(layout(RECORDS)) == PAPERS


def test_one_object_is_one_paper_even_with_a_list_that_is_called_results() -> None:
    record = {**RECORDS[0], "results": [{"metric": "height"}]}
    assert read(json.dumps(record)) == read(json.dumps(record, indent=2)) == PAPERS[:1]


def test_a_summary_is_an_abstract() -> None:
    (paper,) = read('{"title": "Kites", "summary": "They fly."}')
    assert isinstance(paper, Paper)
    assert (paper.id, paper.abstract) == ("kite", "They fly.")


@pytest.mark.parametrize("line", ['{"id": ', "{} {}", "NaN}", '{"a": "\x00"}', "[" * 100_000])
def test_a_broken_line_is_rejected_and_the_others_are_read(line: str) -> None:
    first, broken, second = read(f"{json.dumps(RECORDS[0])}\n{line}\n{json.dumps(RECORDS[1])}\n")
    assert [first, second] == PAPERS
    assert isinstance(broken, Rejected)
    assert broken.line == 2
    assert broken.reason.startswith("not JSON: ")


def test_a_line_that_is_no_text_is_rejected_and_the_others_are_read() -> None:
    first, second = (json.dumps(record).encode() for record in RECORDS[:2])
    lines = codecs.BOM_UTF8 + first + b'\r\n{"title": "K\xefte"}\r\n' + second
    assert list(json_records.read(io.BytesIO(lines))) == [
        PAPERS[0],
        Rejected(reason="not UTF-8: byte 0xef cannot be decoded", line=2),
        PAPERS[1],
    ]


def test_a_first_line_that_is_broken_does_not_hide_the_layout() -> None:
    broken, paper = read(f'{{"id": "k-0", "title"\n{json.dumps(RECORDS[0])}\n')
    assert isinstance(broken, Rejected)
    assert paper == PAPERS[0]


def test_an_array_that_is_cut_off_is_one_sentence_after_its_papers() -> None:
    records = json_records.read(io.BytesIO(json.dumps(RECORDS)[:-3].encode()))
    assert next(records) == PAPERS[0]
    with pytest.raises(SourceError, match="it is not JSON, or it is cut off"):
        next(records)


def test_other_json_is_not_recognised() -> None:
    for text in ('{"title": "Kites"}', "[]", "[1]", "{}", '"title"', "null", "title abstract"):
        assert not json_records.recognises(text.encode(), "x")


@pytest.mark.parametrize(
    "text", ["[" * 1_000_000, '{"a":' * 1_000_000, '{"papers": ' + "[" * 60_000]
)
def test_json_that_is_nested_too_deep_is_one_sentence(text: str) -> None:
    assert not json_records.recognises(text[: 1 << 16].encode(), "x")
    with pytest.raises(SourceError, match="nested more than 100 deep"):
        list(json_records.read(io.BytesIO(text.encode())))
