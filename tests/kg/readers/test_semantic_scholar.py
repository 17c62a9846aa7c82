"""Answers of Semantic Scholar."""

import datetime
import io
import json

from kg.readers import semantic_scholar
from kg.records import Paper, Rejected

ITEM = {
    "paperId": "649def34f8be52c8b66281af98ae884c09aef38b",
    "externalIds": {"ArXiv": "2501.00001", "DOI": "10.1000/KITES", "CorpusId": 42},
    "url": "https://www.semanticscholar.org/paper/649def34",
    "title": "Kites over Kilimanjaro",
    "abstract": "We fly kites.",
    "year": 2025,
    "publicationDate": "2025-01-02",
    "fieldsOfStudy": ["Computer Science"],
    "authors": [{"authorId": "1", "name": "Ann Lark"}, {"authorId": None, "name": "Ben Swift"}],
}


def read(answer: object) -> list[Paper | Rejected]:
    data = json.dumps(answer).encode()
    assert semantic_scholar.recognises(data, "answer.json")
    return list(semantic_scholar.read(io.BytesIO(data)))


def test_the_answer_of_a_search_is_read() -> None:
    assert read({"total": 1, "offset": 0, "next": 1, "data": [ITEM]}) == [
        Paper(
            id="2501.00001",
            title="Kites over Kilimanjaro",
            abstract="We fly kites.",
            date=datetime.date(2025, 1, 2),
            authors=("Ann Lark", "Ben Swift"),
            categories=("Computer Science",),
            url="https://arxiv.org/abs/2501.00001",
        )
    ]


def test_the_answer_to_a_batch_has_nulls_for_what_was_not_found() -> None:
    other = {**ITEM, "externalIds": {"DOI": "10.1000/KITES"}, "publicationDate": None}
    bare = {**ITEM, "externalIds": None, "abstract": None}
    null, paper, rejected = read([None, other, bare])
    assert null == Rejected(reason="not a JSON object")
    assert isinstance(paper, Paper)
    assert (paper.id, paper.date) == ("10.1000/kites", datetime.date(2025, 1, 1))
    assert rejected == Rejected(reason="no abstract: 649def34f8be52c8b66281af98ae884c09aef38b")
