"""The copied page: titles and abstracts out of everything else that a browser copies with them."""

import io
import json
from pathlib import Path

import pytest

from kg.readers import ReadReport, daily_papers_text, read_papers
from kg.records import Paper, Rejected

ROBOTS = (
    "Robots that fold laundry rarely survive contact with a duvet. We train FoldNet on ten "
    "thousand crumpled sheets and evaluate it on ClothBench, where it folds twice as many."
)
TIDES = (
    "Tide tables are printed years ahead, storms are not. TideFormer reads both gauges and "
    "weather maps, and on the HarbourLevel benchmark it halves the error of harmonic analysis."
)


def read(page: str) -> list[Paper | Rejected]:
    return list(daily_papers_text.read(io.BytesIO(page.encode())))


def titles(page: str) -> list[str]:
    return [record.title for record in read(page) if isinstance(record, Paper)]


@pytest.mark.shared
def test_the_page_has_exactly_its_papers_in_order(shared: Path) -> None:
    report = ReadReport()
    papers = list(read_papers([shared / "papers" / "daily-papers.txt"], report))
    lines = (shared / "corpus" / "seed.texts.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [(item["title"], item["abstract"]) for item in map(json.loads, lines)]
    assert [(paper.title, paper.abstract) for paper in papers] == expected
    assert len(expected) == 69
    assert report == ReadReport(papers=69)


def test_a_title_and_its_paragraph_are_a_paper_with_an_id_from_the_title() -> None:
    page = f"Daily Papers\n\nAug 12\n\nFoldNet: Laundry at Last\n\n{ROBOTS}\n"
    assert read(page) == [
        Paper(id="foldnet-laundry-at-last", title="FoldNet: Laundry at Last", abstract=ROBOTS)
    ]


@pytest.mark.parametrize(
    "details",
    [
        "118",
        "1.2k",
        "Submitted by\ntaesiri",
        "Submitted by taesiri",
        "· 5 authors",
        "Published on Aug 12, 2025",
        "Aug 12",
        "Upvote\n45",
        "Authors:\nGrace Hopper ,\nAlan Turing\nAbstract",
        "GitHub 345",
    ],
)
def test_details_before_and_after_a_title_are_no_titles(details: str) -> None:
    after = f"FoldNet: Laundry at Last\n{details}\n{ROBOTS}\n\nTideFormer\n{details}\n{TIDES}"
    assert titles(after)[0] == "FoldNet: Laundry at Last"
    if not details.startswith("Authors"):
        before = f"{details}\nFoldNet: Laundry at Last\n{ROBOTS}\n{details}\nFlat Tides\n{TIDES}\n"
        assert titles(before) == ["FoldNet: Laundry at Last", "Flat Tides"]


def test_a_title_of_one_word_counts_where_nothing_better_stands() -> None:
    assert titles(f"12\nTideFormer\n{TIDES}") == ["TideFormer"]


def test_paragraphs_in_a_row_are_one_abstract() -> None:
    (paper,) = read(f"Two Parts\n\n{ROBOTS}\n\n{TIDES}\n")
    assert isinstance(paper, Paper)
    assert paper.abstract == f"{ROBOTS} {TIDES}"


def test_windows_line_ends_and_missing_blank_lines_change_nothing() -> None:
    page = f"new\n\nFirst of Two\n\n{ROBOTS}\n\nSecond of Two\n\n{TIDES}\n"
    assert read(page.replace("\n", "\r\n")) == read(page) == read(page.replace("\n\n", "\n"))


def test_a_paragraph_without_a_title_is_rejected_with_its_line() -> None:
    page = f"\n{ROBOTS}\n\nA Title\n\n{TIDES}\n"
    rejected, paper = read(page)
    assert rejected == Rejected(reason="a paragraph without a title", line=2)
    assert isinstance(paper, Paper)
