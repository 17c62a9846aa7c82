"""What holds for every registered extractor, ours or a stranger's."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.annotations import from_corpus, to_corpus
from kg.plugins import Extractor
from kg.records import Annotation, Paper
from kg.sentences import sentence_spans

BIRDS = Paper(
    id="birds",
    title="BirdNet: A Graph Attention Network for Bird Song Recognition",
    abstract="Song recognition is hard. We propose BirdNet, a graph attention network (GAT) for "
    "bird song recognition. BirdNet is trained on ImageNet and evaluated on SongBench, where it "
    "reaches 91.5% accuracy and outperforms ResNet by 3.2 points. It builds on BERT.",
)
STONES = Paper(
    id="stones",
    title="StoneQA: A Benchmark for Question Answering over Stones",
    abstract="We introduce StoneQA, a new benchmark for question answering. GPT-4o and Llama-3-8B "
    "score 40.1 and 32% F1. Large language models (LLMs) still struggle.",
)
HOSTILE = [
    "x",
    "(" * 100 + ")" * 1000,
    "\\emph{X} $\\alpha$ \\textbf{(((a) (b)} `{}` \"'; DROP TABLE --",
    "<script>alert('FooNet')</script> & &amp; %s {0} \\0",
    "深度学习 ResNet 模型。" * 20,
    "ZWJ 👩‍👩‍👧 flags 🇩🇪 and e\u0301 combining, \u202eright-to-left",
    "AB-1 " * 400,
    "We propose FooNet, a model. " * 60,
    "Foo (" * 200,
    "a" * 5000,
]

texts = st.text(min_size=1, max_size=80).map(lambda text: f"x {text}")


def check(annotation: Annotation, paper: Paper) -> None:
    """Every name is where the annotation says; the records check their own schema."""
    text = paper.text
    sentences = sentence_spans(text)
    taken: list[tuple[int, int]] = []
    assert annotation.paper == paper.id
    for entity in annotation.entities:
        assert {text[slice(*mention)] for mention in entity.mentions} == set(entity.surfaces)
        taken.extend(entity.mentions)
    taken.sort()
    assert all(one[1] <= other[0] for one, other in pairwise(taken))
    for relation in annotation.relations:
        assert relation.evidence in sentences
    for result in annotation.results:
        assert text[slice(*result.span)] == result.value
        assert result.evidence in sentences
        assert result.evidence.start <= result.span.start < result.evidence.end


def test_example_holds(extract: Extractor) -> None:
    for paper, annotation in zip([BIRDS, STONES], extract([BIRDS, STONES]), strict=True):
        check(annotation, paper)
        assert annotation.entities


@pytest.mark.parametrize("abstract", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("place", ["abstract", "title"])
def test_hostile_text_holds(extract: Extractor, abstract: str, place: str) -> None:
    paper = Paper(**{"id": "h", "title": "A Title", "abstract": "An abstract.", place: abstract})
    check(next(extract([paper])), paper)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=texts, abstract=texts)
def test_any_text_holds(extract: Extractor, title: str, abstract: str) -> None:
    paper = Paper(id="any", title=title, abstract=abstract)
    check(next(extract([paper])), paper)


def test_a_paper_does_not_hang_on_its_neighbours(extract: Extractor) -> None:
    alone = [next(extract([paper])) for paper in (BIRDS, STONES)]
    many = list(extract([BIRDS, STONES] * 40))
    assert many == alone * 40


def test_no_papers_no_annotations(extract: Extractor) -> None:
    assert list(extract([])) == []


def test_papers_are_taken_as_they_come(extract: Extractor) -> None:
    taken = 0

    def endless():  # type: ignore[no-untyped-def]
        nonlocal taken
        while True:
            taken += 1
            yield BIRDS

    stream = extract(endless())
    assert [next(stream).paper for _ in range(3)] == ["birds"] * 3
    assert taken < 2000


def test_very_long_text_takes_bounded_time(extract: Extractor) -> None:
    paper = Paper(id="long", title="T", abstract=f"{BIRDS.abstract} " * 4000)
    start = time.process_time()
    annotation = next(extract([paper]))
    assert time.process_time() - start < 20
    assert annotation.entities


def test_corpus_format_keeps_all(extract: Extractor) -> None:
    for paper, annotation in zip([BIRDS, STONES], extract([BIRDS, STONES]), strict=True):
        assert from_corpus(to_corpus(annotation), paper) == annotation
