"""The snapshot of arXiv's metadata."""

import datetime
import io
import json

from kg.readers import arxiv_snapshot
from kg.records import Paper, Rejected

ITEM = {
    "id": "0704.00042",
    "submitter": "Ann Lark",
    "authors": "Ann Lark, B\\'en\\'edicte Swift",
    "title": "Kites over\n  Kilimanjaro",
    "comments": "12 pages",
    "journal-ref": None,
    "doi": "10.1000/kites",
    "report-no": None,
    "categories": "cs.RO physics.flu-dyn",
    "license": None,
    "abstract": "  We fly kites and\nmeasure Erd\\H{o}s numbers $a_{1}$.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Lark", "Ann", ""], ["Swift", "B\\'en\\'edicte", "Jr"]],
}
PAPER = Paper(
    id="0704.00042",
    title="Kites over Kilimanjaro",
    abstract="We fly kites and measure Erdős numbers $a_{1}$.",
    date=datetime.date(2007, 4, 2),
    authors=("Ann Lark", "Bénédicte Swift Jr"),
    categories=("cs.RO", "physics.flu-dyn"),
    url="https://arxiv.org/abs/0704.00042",
)


def test_a_line_is_a_paper_dated_by_its_first_version() -> None:
    line = json.dumps(ITEM)
    without_versions = json.dumps({**ITEM, "versions": None, "authors_parsed": None})
    broken = line[:40]
    data = f"{line}\n{broken}\n{without_versions}\n".encode()
    assert arxiv_snapshot.recognises(data, "arxiv.json")
    first, second, third = arxiv_snapshot.read(io.BytesIO(data))
    assert first == PAPER
    assert isinstance(second, Rejected)
    assert second.line == 2
    assert isinstance(third, Paper)
    assert third.date == datetime.date(2008, 11, 26)
    assert third.authors == ("Ann Lark", "Bénédicte Swift")
