"""What holds for every registered extractor, ours or a stranger's."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import plugins
from kg.annotations import from_corpus, to_corpus
from kg.plugins import Extractor
from kg.records import Annotation, Paper, Span
from kg.schema import RESULT_ROLES, RelationType, allows
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
RIVERS = Paper(
    id="rivers",
    title="Do Transformers Know Rivers?",
    abstract="Unlike ResNet, a Vision Transformer (ViT) improves mIoU from 71.2 to 80.1 ± 0.3 on "
    "COCO and ADE20K. No model is state-of-the-art on both, as PPO, DPO and GRPO do not help.",
)
EXAMPLES = [BIRDS, STONES, RIVERS]

HOSTILE = {
    "one letter": "x",
    "brackets": "(" * 100 + ")" * 1000,
    "code": "\\emph{X} $\\alpha$ \\textbf{(((a) (b)} `{}` \"'; DROP TABLE --",
    "page": "<script>alert('FooNet')</script> & &amp; %s {0} \\0 <b>We propose FooNet</b>",
    "Chinese": "深度学习 ResNet 模型。" * 20,
    "emoji": "ZWJ 👩‍👩‍👧 flags 🇩🇪 and an owl🦉Net 🙂🙂",
    "right to left": "\u202eright-to-left\u202c مرحبا ResNet שלום ImageNet 91.5%",
    "combining marks": "e\u0301 x\u0304Net " + "o" + "\u0301\u0327" * 500 + " y\u0301ResNet",
    "control characters": "We\x00 use\x07 Foo\x00Net\x1b[31m,\u200b a\ufeff model\x7f on\x85COCO",
    "signs": "!?.,;:-—…()[]{}+*/\\|~^" * 60,
    "digits": "1,234.5 " * 300,
    "hyphens": "a" + "-A" * 1000 + "/",
    "coined": "AB-1 " * 400,
    "one sentence again and again": "We propose FooNet, a model. " * 60,
    "open brackets": "Foo (" * 200,
    "one long word": "a" * 10_000,
    "one long name": "OwlNet" * 2000,
    "no white space": "WeproposeOwlNet,amodelonImageNet.Itreaches91.5%." * 40,
    "special pieces": "<s> We use <mask> and [UNK] </s> <pad> on ImageNet [CLS] [SEP].",
}

WORDS = (
    "We propose OwlNet ResNet GPT-4 BERT PPO ImageNet COCO GLUE SongBench accuracy F1 BLEU on by "
    "uses outperforms , and . ( ) (LLM) a model of framework benchmark for object detection from "
    "71.2 to 80.1% ±0.3 2.3x not unlike trained evaluated dataset large language models : - Owls"
).split()

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
anything = st.text(min_size=1, max_size=80).map(lambda text: f"x {text}")

few = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def paper(title: str, abstract: str) -> Paper:
    return Paper(id="p", title=title, abstract=abstract)


def only(extract: Extractor, one: Paper) -> Annotation:
    """What ``extract`` says of one paper alone."""
    (annotation,) = extract([one])
    return annotation


@cache
def alone(extract: Extractor) -> list[Annotation]:
    """What ``extract`` says of each of :data:`EXAMPLES` alone."""
    return [only(extract, example) for example in EXAMPLES]


def check(annotation: Annotation, one: Paper) -> None:
    """The annotation says of the text what stands there, and nothing that the schema forbids."""
    assert annotation.paper == one.id
    stated = set(sentence_spans(one.text))
    check_entities(annotation, one.text)
    check_relations(annotation, stated)
    check_results(annotation, one.text, stated)
    assert Annotation.model_validate(annotation.model_dump()) == annotation


def check_entities(annotation: Annotation, text: str) -> None:
    assert len({entity.id for entity in annotation.entities}) == len(annotation.entities)
    for entity in annotation.entities:
        assert list(entity.mentions) == sorted(entity.mentions)
        assert {text[slice(*mention)] for mention in entity.mentions} == set(entity.surfaces)
        assert len(set(entity.surfaces)) == len(entity.surfaces)
        assert not any(surface != surface.strip() for surface in entity.surfaces)
    mentions = sorted(m for entity in annotation.entities for m in entity.mentions)
    assert all(0 <= start < end <= len(text) for start, end in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))


def check_relations(annotation: Annotation, stated: set[Span]) -> None:
    entities = {entity.id: entity for entity in annotation.entities}
    facts = [(r.head, r.label, r.tail) for r in annotation.relations]
    assert len(set(facts)) == len(facts)
    for relation in annotation.relations:
        head, tail = entities[relation.head], entities[relation.tail]
        assert head is not tail
        assert allows(head.type, relation.label, tail.type)
        assert (relation.outcome is not None) == (relation.label is RelationType.COMPARED_WITH)
        assert relation.evidence in stated
        assert any(holds(relation.evidence, m) for m in (*head.mentions, *tail.mentions))


def check_results(annotation: Annotation, text: str, stated: set[Span]) -> None:
    types = {entity.id: entity.type for entity in annotation.entities}
    spans = sorted(result.span for result in annotation.results)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for result in annotation.results:
        assert text[slice(*result.span)] == result.value
        assert result.evidence in stated
        assert holds(result.evidence, result.span)
        for role, (_, fits) in RESULT_ROLES.items():
            end = getattr(result, role)
            assert end is None or types[end] in fits


def holds(sentence: Span, place: Span) -> bool:
    return sentence.start <= place.start < sentence.end


def test_examples_hold(extract: Extractor) -> None:
    for annotation, example in zip(alone(extract), EXAMPLES, strict=True):
        check(annotation, example)


def test_evidence_of_an_example_names_both_ends_if_any_sentence_does(extract: Extractor) -> None:
    for annotation, example in zip(alone(extract), EXAMPLES, strict=True):
        mentions = {entity.id: entity.mentions for entity in annotation.entities}
        for relation in annotation.relations:
            ends = mentions[relation.head], mentions[relation.tail]
            both = [
                sentence
                for sentence in sentence_spans(example.text)
                if all(any(holds(sentence, mention) for mention in end) for end in ends)
            ]
            assert relation.evidence in both or not both


@pytest.mark.parametrize("name", ["accurate", "fast", "rules"])
def test_the_laws_are_not_empty_for_ours(name: str) -> None:
    said = alone(plugins.extractor(name))
    assert all(annotation.entities for annotation in said)
    assert any(annotation.relations for annotation in said)
    assert any(annotation.results for annotation in said)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_abstracts_hold(extract: Extractor, text: str) -> None:
    one = paper("A Title", HOSTILE[text])
    check(only(extract, one), one)


@pytest.mark.parametrize("text", ["brackets", "page", "combining marks", "coined", "one long name"])
def test_hostile_titles_hold(extract: Extractor, text: str) -> None:
    one = paper(HOSTILE[text], "An abstract.")
    check(only(extract, one), one)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("OwlNet: A Model for Owls", "", id="title only"),
        pytest.param("", "We propose OwlNet.", id="abstract only"),
        pytest.param(" \t", "\n \n", id="white space"),
    ],
)
def test_texts_that_no_reader_lets_through_hold(
    extract: Extractor, title: str, abstract: str
) -> None:
    one = Paper.model_construct(id="p", title=title, abstract=abstract)
    check(only(extract, one), one)


@few
@given(title=anything, abstract=anything)
def test_any_text_holds(extract: Extractor, title: str, abstract: str) -> None:
    one = paper(title, abstract)
    check(only(extract, one), one)


@few
@given(title=sentences, abstract=sentences)
def test_any_words_of_abstracts_hold(extract: Extractor, title: str, abstract: str) -> None:
    one = paper(title, abstract)
    check(only(extract, one), one)


@few
@given(groups=st.lists(st.lists(st.integers(0, len(EXAMPLES) - 1), max_size=4), max_size=3))
def test_a_paper_does_not_hang_on_its_neighbours(
    extract: Extractor, groups: list[list[int]]
) -> None:
    for group in groups:
        said = list(extract([EXAMPLES[number] for number in group]))
        assert said == [alone(extract)[number] for number in group]


def test_nor_on_how_many_there_are(extract: Extractor) -> None:
    long = paper("Long", HOSTILE["one sentence again and again"])
    said = list(extract([BIRDS, STONES, long, RIVERS] * 17))
    birds, stones, rivers = alone(extract)
    assert said == [birds, stones, only(extract, long), rivers] * 17


def test_a_second_process_says_the_same(request: pytest.FixtureRequest, extract: Extractor) -> None:
    name = request.node.callspec.params["extract"]
    code = (
        "import sys; from kg.plugins import extractor; from kg.records import Paper\n"
        "papers = map(Paper.model_validate_json, sys.stdin)\n"
        "for said in extractor(sys.argv[1])(papers): print(said.model_dump_json())"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, name],
        input="\n".join(example.model_dump_json() for example in EXAMPLES),
        env={**os.environ, "PYTHONHASHSEED": "12", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert made.splitlines() == [annotation.model_dump_json() for annotation in alone(extract)]


def test_no_threads_are_left_behind(request: pytest.FixtureRequest, extract: Extractor) -> None:
    before = psutil.Process().num_threads()
    fresh = plugins.extractor(request.node.callspec.params["extract"])
    assert list(fresh(EXAMPLES)) == alone(extract)
    # The system still counts a thread for a moment after it has ended.
    late = time.monotonic() + 10
    while psutil.Process().num_threads() > before and time.monotonic() < late:
        time.sleep(0.01)
    assert psutil.Process().num_threads() <= before


def test_no_papers_no_annotations(extract: Extractor) -> None:
    assert list(extract([])) == []


def test_papers_are_taken_as_they_come(extract: Extractor) -> None:
    taken = 0

    def endless() -> Iterator[Paper]:
        nonlocal taken
        while True:
            taken += 1
            yield BIRDS

    stream = extract(endless())
    assert [next(stream).paper for _ in range(3)] == ["birds"] * 3
    assert taken < 2000


def test_very_long_text_takes_bounded_time(extract: Extractor) -> None:
    long = paper("T", f"{BIRDS.abstract} " * 400)
    assert len(long.text) > 100_000
    start = time.process_time()
    annotation = only(extract, long)
    assert time.process_time() - start < 20
    check(annotation, long)


@few
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_least_confidence_only_takes_away(
    extract: Extractor, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    for annotation, example in zip(alone(extract), EXAMPLES, strict=True):
        more, less = annotation.at_least(low), annotation.at_least(high)
        assert set(less.entities) <= set(more.entities) <= set(annotation.entities)
        assert set(less.relations) <= set(more.relations) <= set(annotation.relations)
        assert set(less.results) <= set(more.results) <= set(annotation.results)
        assert more.at_least(high) == less
        check(less, example)


def test_corpus_format_keeps_all(extract: Extractor) -> None:
    for annotation, example in zip(alone(extract), EXAMPLES, strict=True):
        assert from_corpus(to_corpus(annotation), example) == annotation
