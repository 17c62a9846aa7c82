"""The saved page of papers: the data that it carries, else the articles that it shows."""

import html
import io
import json
from typing import Any

import pytest

from kg.errors import SourceError
from kg.readers import daily_papers_html
from kg.records import Paper, Rejected

HEAD = """<!doctype html>
<html class=""><head><meta property="og:url" content="https://huggingface.co/papers">
<title>Daily Papers - Hugging Face</title></head><body>
<div data-target="MainHeader" data-props="{&quot;classNames&quot;:&quot;&quot;}"></div>
"""
ARTICLES = """<main><article class="relative">
<a href="https://huggingface.co/papers/2508.01234"><img alt=""></a>
<h3><a href="https://huggingface.co/papers/2508.01234">FoldNet: Laundry
at &lt;Last&gt;</a></h3>
<p>Robots that <b>fold</b> laundry rarely survive a duvet.</p>
<a href="/papers/2508.01234#community">2</a>
</article>
<article><h3><a href="/papers/2508.05678">TideFormer</a></h3><div>· 5 authors</div></article>
</main>"""


def component(props: Any, target: str = "DailyPapers") -> str:
    return f'<div data-target="{target}" data-props="{html.escape(json.dumps(props))}"></div>'


def item(number: int) -> dict[str, Any]:
    paper = {"id": f"2508.0000{number}", "title": f"<b>Kite</b> {number}", "summary": 'They "fly".'}
    return {"paper": paper, "title": f"Kite {number}", "numComments": number}


def read(page: str) -> list[Paper | Rejected]:
    assert daily_papers_html.recognises(page.encode(), "papers.html")
    return list(daily_papers_html.read(io.BytesIO(page.encode())))


def test_the_papers_that_the_page_carries_are_read() -> None:
    page = HEAD + component({"date": "2025-08-12", "dailyPapers": [item(1), item(2)]}) + ARTICLES
    assert read(page) == [
        Paper(
            id=f"2508.0000{number}",
            title=f"<b>Kite</b> {number}",
            abstract='They "fly".',
            url=f"https://arxiv.org/abs/2508.0000{number}",
        )
        for number in (1, 2)
    ]


def test_the_page_of_one_paper_is_read() -> None:
    (paper,) = read(HEAD + component({"paper": item(3)["paper"], "comments": []}, "PaperContent"))
    assert isinstance(paper, Paper)
    assert paper.id == "2508.00003"


def test_without_data_the_articles_are_read() -> None:
    assert read(HEAD + ARTICLES) == [
        Paper(
            id="2508.01234",
            title="FoldNet: Laundry at <Last>",
            abstract="Robots that fold laundry rarely survive a duvet.",
            url="https://arxiv.org/abs/2508.01234",
        ),
        Rejected(reason="no abstract: 2508.05678", line=12),
    ]


@pytest.mark.parametrize("props", ['{"dailyPapers": [', "[1]", '"x"', '{"dailyPapers": [1, null]}'])
def test_data_that_are_broken_leave_the_articles(props: str) -> None:
    page = HEAD + f'<div data-props="{html.escape(props)}"></div>' + ARTICLES
    assert len(read(page)) == 2


def test_a_page_without_papers_is_one_sentence() -> None:
    with pytest.raises(SourceError, match=r"^the page shows no papers$"):
        read(HEAD)


def test_a_file_that_is_no_page_is_not_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_papers_html, "MAX_PAGE", 1000)
    with pytest.raises(SourceError, match="too large"):
        read(HEAD + "x" * 1000)
