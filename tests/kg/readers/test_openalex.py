"""Works of OpenAlex."""

import datetime
import io
import json

from kg.readers import openalex
from kg.records import Paper, Rejected

WORK = {
    "id": "https://openalex.org/W4390000042",
    "doi": "https://doi.org/10.1000/KITES",
    "title": "Kites over Kilimanjaro",
    "display_name": "Kites over Kilimanjaro",
    "publication_year": 2024,
    "publication_date": "2024-03-05",
    "authorships": [
        {"author_position": "first", "author": {"id": "https://openalex.org/A1",
                                                "display_name": "Ann Lark"}},
        {"author": {"display_name": "Ben Swift"}},
    ],
    "topics": [{"id": "https://openalex.org/T1", "display_name": "Aerodynamics"}],
    "abstract_inverted_index": {"We": [0, 3], "fly": [1], "kites.": [2], "measure.": [4]},
}  # fmt: skip
PAPER = Paper(
    id="10.1000/kites",
    title="Kites over Kilimanjaro",
    abstract="We fly kites. We measure.",
    date=datetime.date(2024, 3, 5),
    authors=("Ann Lark", "Ben Swift"),
    categories=("Aerodynamics",),
    url="https://doi.org/10.1000/kites",
)


def test_pages_and_lines_of_works_are_papers() -> None:
    page = json.dumps({"meta": {"count": 1}, "results": [WORK], "group_by": []}, indent=1)
    for text in (page, json.dumps(WORK), f"{json.dumps(WORK)}\n"):
        assert openalex.recognises(text.encode(), "works.json")
        assert list(openalex.read(io.BytesIO(text.encode()))) == [PAPER]


def test_a_work_without_doi_has_its_own_id_and_one_without_abstract_is_rejected() -> None:
    bare = {**WORK, "doi": None}
    silent = {**bare, "abstract_inverted_index": None}
    first, second = openalex.read(io.BytesIO(json.dumps([bare, silent]).encode()))
    assert isinstance(first, Paper)
    assert (first.id, first.url) == ("W4390000042", "https://openalex.org/W4390000042")
    assert second == Rejected(reason="no abstract: W4390000042")


def test_arxiv_s_doi_is_the_arxiv_id() -> None:
    work = {**WORK, "doi": "https://doi.org/10.48550/arxiv.2501.00001"}
    (paper,) = openalex.read(io.BytesIO(json.dumps(work).encode()))
    assert isinstance(paper, Paper)
    assert paper.id == "2501.00001"


def test_places_that_make_no_sense_do_no_harm() -> None:
    index = {"a": [10**12, "x", None], "b": "no list", "c": [-5]}
    work = {**WORK, "abstract_inverted_index": index}
    (paper,) = openalex.read(io.BytesIO(json.dumps(work).encode()))
    assert isinstance(paper, Paper)
    assert paper.abstract == "c a"
