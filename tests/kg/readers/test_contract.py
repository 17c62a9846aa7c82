"""What every registered reader promises: to know its own, to stream, and to fail in one way."""

import io
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import entry_points
from itertools import islice, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.plugins import READERS, names, reader
from kg.readers.reading import GENERAL, recognise
from kg.readers.source import HEAD_SIZE
from kg.readers.streams import buffered
from kg.records import Annotation, Paper, Rejected


class Sample(NamedTuple):
    """A source in three parts, so that it can be made as long as a test needs."""

    start: str
    record: str
    end: str = ""
    between: str = ""

    def of(self, papers: int) -> bytes:
        records = (self.record.replace("42", str(number)) for number in range(42, 42 + papers))
        return (self.start + self.between.join(records) + self.end).encode()


TITLE = "Sample 42: Kites over Kilimanjaro"
ABSTRACT = (
    "We fly kites and measure how high they go. KiteNet predicts the height from the wind, and on "
    "the KiteBench benchmark it is right four times in five, which no forecast was before."
)
TEXTS = f'"title": "{TITLE}", "abstract": "{ABSTRACT}"'

SAMPLES = {
    "arxiv-feed": Sample(
        '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        "<id>http://arxiv.org/api/kites</id>",
        f"<entry><id>http://arxiv.org/abs/2501.00042v1</id><title>{TITLE}</title>"
        f"<summary>{ABSTRACT}</summary></entry>\n",
        "</feed>",
    ),
    "arxiv-snapshot": Sample(
        "",
        f'{{"id": "2501.00042", {TEXTS}, "authors_parsed": [["Lark", "Ann", ""]], "versions": '
        '[{"version": "v1", "created": "Thu, 2 Jan 2025 18:00:00 GMT"}]}\n',
    ),
    "bibtex": Sample(
        "", f"@article{{kites42,\n  title = {{{TITLE}}},\n  abstract = {{{ABSTRACT}}}\n}}\n"
    ),
    "csv": Sample("id,title,abstract\n", f'k-42,{TITLE},"{ABSTRACT}"\n'),
    "daily-papers-api": Sample(
        "[",
        f'{{"paper": {{"id": "2501.00042", "title": "{TITLE}", "summary": "{ABSTRACT}"}}}}',
        "]",
        ",",
    ),
    "daily-papers-html": Sample(
        '<!DOCTYPE html><html><head><link href="https://huggingface.co/papers"></head><body>'
        '<div data-target="DailyPapers" data-props="{&quot;dailyPapers&quot;:[',
        f'{{"paper": {{"id": "2501.00042", "title": "{TITLE}", "summary": "{ABSTRACT}"}}}}'.replace(
            '"', "&quot;"
        ),
        ']}"></div></body></html>',
        ",",
    ),
    "daily-papers-text": Sample("Daily Papers\n\nAug 12\n\n", f"{TITLE}\n\n{ABSTRACT}\n\n"),
    "graph-jsonl": Sample(
        "",
        f'{{"kind": "node", "label": "Paper", "key": "paper:k-42", {TEXTS}, '
        r'"annotation": "{\"paper\": \"k-42\"}"}' + "\n",
        '{"kind": "edge", "label": "MENTIONS", "head": "paper:k-42", "tail": "method:kitenet"}\n',
    ),
    "json": Sample("", f'{{"id": "k-42", {TEXTS}}}\n'),
    "oai-pmh": Sample(
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>',
        "<record><header><identifier>oai:arXiv.org:2501.00042</identifier></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2501.00042</id>'
        f"<title>{TITLE}</title><abstract>{ABSTRACT}</abstract></arXiv></metadata></record>\n",
        "</ListRecords></OAI-PMH>",
    ),
    "openalex": Sample(
        '{"meta": {"count": 1}, "results": [',
        f'{{"id": "https://openalex.org/W42", "title": "{TITLE}", '
        '"abstract_inverted_index": {"We": [0], "kites": [2], "fly": [1]}}',
        "]}",
        ",",
    ),
    "ris": Sample("", f"TY  - JOUR\nID  - k-42\nTI  - {TITLE}\nAB  - {ABSTRACT}\nER  - \n"),
    "semantic-scholar": Sample(
        '{"total": 1, "data": [', f'{{"paperId": "k42", {TEXTS}}}', "]}", ","
    ),
}
NAMES = sorted(SAMPLES)
ALL = {name: reader(name) for name in names(READERS)}


def read(name: str, data: bytes) -> list[Paper | Annotation | Rejected]:
    return list(ALL[name].read(io.BytesIO(data)))


def test_every_reader_of_ours_has_a_sample() -> None:
    ours = {p.name for p in entry_points(group=READERS) if p.module.startswith("kg.readers.")}
    assert ours == set(SAMPLES)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_recognised_as_its_own_format(name: str) -> None:
    for head in (SAMPLES[name].of(1), SAMPLES[name].of(3), SAMPLES[name].of(1000)[:HEAD_SIZE]):
        assert recognise(ALL, head, "sample") is ALL[name]


@pytest.mark.parametrize("name", NAMES)
def test_no_reader_takes_the_sample_of_another_that_is_no_special_case(name: str) -> None:
    heads = {other: SAMPLES[other].of(2) for other in NAMES if other != name}
    taken = {other for other, head in heads.items() if ALL[name].recognises(head, "sample")}
    if name in GENERAL:
        assert not taken & set(GENERAL[GENERAL.index(name) :])
    else:
        assert not taken


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("papers", [1, 3])
def test_a_sample_reads_as_papers_and_nothing_else(name: str, papers: int) -> None:
    records = read(name, SAMPLES[name].of(papers))
    found = [record for record in records if isinstance(record, Paper)]
    assert [paper.title for paper in found] == [
        TITLE.replace("42", str(number)) for number in range(42, 42 + papers)
    ]
    assert len({paper.id for paper in found}) == papers
    assert not [record for record in records if isinstance(record, Rejected)]


@pytest.mark.parametrize("name", NAMES)
def test_annotations_stand_just_before_their_papers(name: str) -> None:
    records = read(name, SAMPLES[name].of(3))
    for record, following in pairwise(records):
        if isinstance(record, Annotation):
            assert isinstance(following, Paper)
            assert following.id == record.paper


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"daily-papers-html"}))
def test_papers_come_before_the_source_has_been_read(name: str) -> None:
    source = SAMPLES[name].of(2000)
    taken = 0

    def chunks() -> Iterator[bytes]:
        nonlocal taken
        for taken in range(0, len(source), 1000):
            yield source[taken : taken + 1000]

    records = ALL[name].read(buffered(chunks()))
    assert len(list(islice(records, 10))) == 10
    assert taken < len(source) / 2


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_source_has_no_papers(name: str) -> None:
    with suppress(SourceError):
        assert read(name, b"") == []


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=50)
@given(data=st.binary(max_size=400))
def test_garbage_is_rejected_and_nothing_worse(name: str, data: bytes) -> None:
    ALL[name].recognises(data, "garbage")
    with suppress(SourceError):
        read(name, data)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=50)
@given(st.data())
def test_a_damaged_source_is_rejected_and_nothing_worse(name: str, data: st.DataObject) -> None:
    sample = SAMPLES[name].of(2)
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, min(start + 40, len(sample))))
    patch = data.draw(
        st.binary(max_size=8) | st.sampled_from([b'"', b"{", b"]", b"null", b"<", b"\x00"])
    )
    damaged = sample[:start] + patch + sample[end:]
    ALL[name].recognises(damaged, "damaged")
    with suppress(SourceError):
        read(name, damaged)


@pytest.mark.parametrize("name", NAMES)
def test_a_source_that_is_cut_off_keeps_what_came_before(name: str) -> None:
    sample = SAMPLES[name].of(1000)
    records = ALL[name].read(io.BytesIO(sample[: len(sample) * 3 // 4]))
    papers = 0
    with suppress(SourceError):
        for record in records:
            papers += isinstance(record, Paper)
    assert papers > 500 or name == "daily-papers-html"
