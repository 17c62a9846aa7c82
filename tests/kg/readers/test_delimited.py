"""Tables: CSV, TSV and their kin."""

import datetime
import io

import pytest

from kg.errors import SourceError
from kg.readers import delimited
from kg.records import Paper, Rejected

PAPER = Paper(
    id="10.1000/k",
    title='Kites, "High" and\tLow',
    abstract="They fly. They land.",
    date=datetime.date(2024, 1, 1),
    authors=("Ann Lark", "Ben Swift"),
    url="https://doi.org/10.1000/k",
)
ROW = [
    "10.1000/K",
    'Kites, ""High"" and\tLow',
    "They fly.\nThey land.",
    "Ann Lark; Ben Swift",
    "2024",
]


def read(text: str) -> list[Paper | Rejected]:
    assert delimited.recognises(text.encode(), "x")
    return list(delimited.read(io.BytesIO(text.encode())))


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_delimiter_is_found(delimiter: str, end: str) -> None:
    header = delimiter.join(["DOI", "Title", "Abstract", "Authors", "Year"])
    row = delimiter.join(f'"{field}"' for field in ROW)
    assert read(header + end + row + end) == [PAPER]


def test_a_mark_and_blank_lines_before_the_header_change_nothing() -> None:
    assert read("\ufeff\n\ntitle,abstract\n\nKites,They fly.\n") == [
        Paper(id="kite", title="Kites", abstract="They fly.")
    ]


def test_rows_that_are_no_papers_are_rejected_with_their_line() -> None:
    table = (
        'id,title,abstract\n1,Kites,"They\nfly."\n2,Tails\n3,Wind,It blows,hard\n4,Rain,It falls'
    )
    paper, short, long, last = read(table)
    assert short == Rejected(reason="no abstract: 2", line=4)
    assert long == Rejected(reason="broken row: 4 fields under 3 columns", line=5)
    assert isinstance(paper, Paper)
    assert isinstance(last, Paper)


def test_a_field_may_be_long_but_not_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "x" * 200_000
    paper, other = read(f"title,notes,abstract\nKites,{long},They fly.\nTails,,They wag.\n")
    assert isinstance(paper, Paper)
    assert isinstance(other, Paper)
    monkeypatch.setattr(delimited, "_MAX_FIELD", 1000)
    rejected, other = read(f"title,notes,abstract\nKites,{long},They fly.\nTails,,They wag.\n")
    assert rejected == Rejected(reason="broken row: field larger than field limit (1000)", line=2)
    assert isinstance(other, Paper)


def test_a_table_without_the_columns_is_one_sentence() -> None:
    data = b"name,colour\nkite,red\n"
    assert not delimited.recognises(data, "x.csv")
    with pytest.raises(SourceError, match="names no columns for title and abstract"):
        list(delimited.read(io.BytesIO(data)))
