"""From fields under usual names to a paper: ids, dates, names, and what is no paper."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.fields import (
    MAX_LENGTH,
    authors,
    categories,
    has_names,
    normal_id,
    parse_date,
    to_paper,
)
from kg.records import Paper, Rejected

TEXTS = {"title": "Kites", "abstract": "They fly."}


def paper(**fields: Any) -> Paper:
    record = to_paper({**TEXTS, **fields})
    assert isinstance(record, Paper)
    return record


@pytest.mark.parametrize(
    ("given_id", "normal"),
    [
        ("2501.00001", "2501.00001"),
        ("2501.00001v2", "2501.00001"),
        ("arXiv:2501.00001v12", "2501.00001"),
        ("http://arxiv.org/abs/2501.00001v2", "2501.00001"),
        ("https://www.arxiv.org/pdf/2501.00001v2.pdf", "2501.00001"),
        ("https://export.arxiv.org/abs/0704.0001", "0704.0001"),
        ("https://huggingface.co/papers/2501.00001", "2501.00001"),
        ("oai:arXiv.org:2501.00001v1", "2501.00001"),
        ("10.48550/arXiv.2501.00001", "2501.00001"),
        ("https://doi.org/10.48550/arxiv.2501.00001", "2501.00001"),
        ("hep-th/9901001v3", "hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136", "math.GT/0309136"),
        ("https://doi.org/10.1145/ABC.Def", "10.1145/abc.def"),
        ("http://dx.doi.org/10.1000/X", "10.1000/x"),
        ("doi: 10.1000/X", "10.1000/x"),
        (" my-own/id 7 ", "my-own/id 7"),
        ("https://example.org/2501.00001", "https://example.org/2501.00001"),
    ],
)
def test_an_id_has_one_form(given_id: str, normal: str) -> None:
    assert normal_id(given_id) == normal
    assert normal_id(normal) == normal


@given(st.text())
def test_normal_ids_are_stable(text: str) -> None:
    assert normal_id(normal_id(text)) == normal_id(text)


@pytest.mark.parametrize(
    ("fields", "paper_id"),
    [
        ({"id": "x-1", "doi": "10.1000/a"}, "x-1"),
        ({"paper_id": "p", "url": "https://example.org"}, "p"),
        ({"arxiv_id": None, "DOI": "10.1000/A"}, "10.1000/a"),
        ({"id": 17, "arxiv_id": "2501.00001v1"}, "2501.00001"),
        ({"id": 17}, "17"),
        ({"url": "https://arxiv.org/abs/2501.00001"}, "2501.00001"),
        ({}, "kite"),
    ],
)
def test_the_best_id_there_is_counts(fields: dict[str, Any], paper_id: str) -> None:
    assert paper(**fields).id == paper_id


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-03-18", (2025, 3, 18)),
        ("2025-03-18T17:59:59Z", (2025, 3, 18)),
        ("2025/3/8", (2025, 3, 8)),
        ("2025-03", (2025, 3, 1)),
        ("2025", (2025, 1, 1)),
        ("2025.0", (2025, 1, 1)),
        ("2025/03//", (2025, 3, 1)),
        ("Mon, 2 Apr 2007 19:18:42 GMT", (2007, 4, 2)),
        ("Aug 12, 2025", (2025, 8, 12)),
        ("12 August 2025", (2025, 8, 12)),
        ("2025 Aug 12", (2025, 8, 12)),
        ("August 2025", (2025, 8, 1)),
        ("jan 2024", (2024, 1, 1)),
        ("spring 2024", (2024, 1, 1)),
    ],
)
def test_dates_are_read_and_partial_ones_are_their_first_day(
    text: str, date: tuple[int, int, int]
) -> None:
    assert parse_date(text) == datetime.date(*date)


@pytest.mark.parametrize("text", ["", "Aug 12", "soon", "2025-13-01", "0000", "99999", "1e9"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=40) | st.from_regex(r"\d{1,5}[-/. ]\d{0,3}[-/. ]\d{0,3}"))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    parse_date(text)


def test_the_first_field_with_a_date_counts() -> None:
    assert paper(date="unknown", year=2019).date == datetime.date(2019, 1, 1)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (["Grace Hopper", " Alan Turing "], ("Grace Hopper", "Alan Turing")),
        ([{"name": "Grace Hopper"}, {"given": "Alan", "family": "Turing"}, {}, None],
         ("Grace Hopper", "Alan Turing")),
        (["Hopper, Grace"], ("Grace Hopper",)),
        ("Grace Hopper, Alan Turing", ("Grace Hopper", "Alan Turing")),
        ("Grace Hopper and Alan Turing", ("Grace Hopper", "Alan Turing")),
        ("Grace Hopper, Alan Turing and Ada Byron", ("Grace Hopper", "Alan Turing", "Ada Byron")),
        ("Hopper, Grace; Turing, Alan", ("Grace Hopper", "Alan Turing")),
        ("Hopper, Grace and Turing, Alan", ("Grace Hopper", "Alan Turing")),
        ("Hopper, Grace", ("Grace Hopper",)),
        ("van der Berg, Jan", ("Jan van der Berg",)),
        ("Grace Hopper, Plato, Alan Turing", ("Grace Hopper", "Plato", "Alan Turing")),
        ("Alexandra Sandberg", ("Alexandra Sandberg",)),
        ("", ()),
        (7, ()),
        (None, ()),
    ],
)  # fmt: skip
def test_authors_are_names_given_name_first(value: Any, names: tuple[str, ...]) -> None:
    assert authors(value) == names


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("cs.CL cs.LG", ("cs.CL", "cs.LG")),
        ("hep-th cond-mat.str-el", ("hep-th", "cond-mat.str-el")),
        ("machine learning; kites", ("machine learning", "kites")),
        ("machine learning, kites", ("machine learning", "kites")),
        ("machine learning", ("machine learning",)),
        (["cs.CL", "", None], ("cs.CL",)),
        (None, ()),
    ],
)
def test_categories_are_parted(value: Any, found: tuple[str, ...]) -> None:
    assert categories(value) == found


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"url": "https://example.org/a"}, "https://example.org/a"),
        ({"id": "2501.00001"}, "https://arxiv.org/abs/2501.00001"),
        ({"doi": "10.1000/A"}, "https://doi.org/10.1000/a"),
        ({"url": "javascript:alert(1)"}, None),
        ({"url": "https://example.org/ onclick=x"}, None),
        ({}, None),
    ],
)
def test_only_web_addresses_become_urls(fields: dict[str, Any], url: str | None) -> None:
    assert paper(**fields).url == url


def test_names_of_fields_match_however_they_are_written() -> None:
    record = to_paper({"Paper Title": "Kites", "ABSTRACT": "They fly.", "publicationDate": "2024"})
    assert record == Paper(
        id="kite", title="Kites", abstract="They fly.", date=datetime.date(2024, 1, 1)
    )
    assert has_names(["Title", "Abstract Note"])
    assert has_names(["title", "summary"])
    assert not has_names(["title", "year"])


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "no title"),
        ({"id": "x", "abstract": "They fly."}, "no title: x"),
        ({"id": "x", "title": "Kites"}, "no abstract: x"),
        ({"title": "Kites", "abstract": "  "}, "no abstract: kite"),
        ({"title": "Kites", "abstract": float("nan")}, "no abstract: kite"),
        ({"title": "Kites", "abstract": {"p": "They fly."}}, "no abstract: kite"),
        ({"id": "x", "title": "\x00", "abstract": "They fly."}, "no usable title: x"),
        (
            {"id": "x", "title": "Kites", "abstract": "a" * (MAX_LENGTH["abstract"] + 1)},
            "abstract of over 50000 characters: x",
        ),
        ({"id": "x", "title": "a " * 501, "abstract": "b"}, "title of over 1000 characters: x"),
    ],
)
def test_what_is_no_paper_is_rejected_with_a_reason(record: dict[str, Any], reason: str) -> None:
    assert to_paper(record) == Rejected(reason=reason)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ["id", "doi", "title", "abstract", "authors", "date", "year", "categories", "url"]


@given(st.dictionaries(st.sampled_from(FIELDS), json_values))
def test_any_record_is_a_paper_or_rejected(record: dict[str, Any]) -> None:
    assert isinstance(to_paper(record), Paper | Rejected)


def test_markup_in_a_title_is_text() -> None:
    title = '<script>alert("`${x}`")</script> {{7*7}} $\\alpha$'
    assert paper(title=title).title == title
