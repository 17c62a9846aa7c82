"""The daily papers API: papers inside items that carry more than the paper."""

import datetime
import io
import json

from kg.readers import daily_papers_api
from kg.records import Paper, Rejected

ITEM = {
    "paper": {
        "id": "2508.01234",
        "authors": [
            {"_id": "66", "name": "Grace Hopper", "hidden": False},
            {"_id": "67", "name": "Alan Turing", "hidden": False, "user": {"fullname": "A. T."}},
        ],
        "publishedAt": "2025-08-11T17:59:02.000Z",
        "submittedOnDailyAt": "2025-08-12T02:00:00.000Z",
        "title": "FoldNet: Laundry at Last",
        "summary": "Robots that fold laundry\nrarely survive a duvet.",
        "upvotes": 118,
        "ai_summary": "A robot folds.",
    },
    "publishedAt": "2025-08-12T00:00:00.000Z",
    "title": "FoldNet: Laundry at Last",
    "summary": "Robots that fold laundry",
    "thumbnail": "https://example.org/t.png",
    "numComments": 2,
    "submittedBy": {"name": "someone"},
}
PAPER = Paper(
    id="2508.01234",
    title="FoldNet: Laundry at Last",
    abstract="Robots that fold laundry rarely survive a duvet.",
    date=datetime.date(2025, 8, 11),
    authors=("Grace Hopper", "Alan Turing"),
    url="https://arxiv.org/abs/2508.01234",
)


def test_items_are_papers() -> None:
    for indent in (None, 2):
        data = json.dumps([ITEM, ITEM], indent=indent).encode()
        assert daily_papers_api.recognises(data, "papers.json")
        assert list(daily_papers_api.read(io.BytesIO(data))) == [PAPER, PAPER]


def test_an_item_without_a_paper_is_rejected() -> None:
    data = json.dumps([{"title": "FoldNet"}, {"paper": {"id": "2508.1", "title": "T"}}]).encode()
    assert list(daily_papers_api.read(io.BytesIO(data))) == [
        Rejected(reason="no member paper"),
        Rejected(reason="no abstract: 2508.1"),
    ]
