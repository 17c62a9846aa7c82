"""What holds between the named things of an abstract."""

import pytest

from extractors.linear import load_models
from extractors.relations import candidates, kind, main_contribution
from tests.extractors.docs import doc_of, run

TITLE = "OwlNet: Hearing Owls at Night\n"
OWLNET, CROWNET = "Method OwlNet", "Method CrowNet"
IMAGENET, COCO, GLUE = "Dataset ImageNet", "Dataset COCO", "Benchmark GLUE"
TASK = "Task bird detection"


def said(abstract: str, *entities: str) -> set[str]:
    doc = run(doc_of(TITLE + abstract, *entities), "contributions", "relations")
    return {" ".join(filter(None, (r.head, r.label, r.tail, r.outcome))) for r in doc._.relations}


@pytest.mark.parametrize(
    ("abstract", "entities", "relations"),
    [
        pytest.param(
            "We propose OwlNet. Experiments on ImageNet show that OwlNet outperforms CrowNet.",
            [OWLNET, CROWNET, IMAGENET],
            {"OwlNet COMPARED_WITH CrowNet better", "OwlNet EVALUATED_ON ImageNet"},
            id="compared and tested in one sentence",
        ),
        pytest.param(
            "We propose OwlNet. We evaluate OwlNet on COCO, ImageNet, and GLUE.",
            [OWLNET, COCO, IMAGENET, GLUE],
            {
                "OwlNet EVALUATED_ON COCO",
                "OwlNet EVALUATED_ON ImageNet",
                "OwlNet EVALUATED_ON GLUE",
            },
            id="every member of a list",
        ),
        pytest.param(
            "We propose OwlNet for bird detection. OwlNet uses CrowNet.",
            [OWLNET, CROWNET, TASK],
            {"OwlNet ADDRESSES bird detection", "OwlNet USES CrowNet"},
            id="purpose and means, but not the means for the purpose",
        ),
        pytest.param(
            "We introduce NestBench, a benchmark for bird detection. CrowNet fails on NestBench.",
            ["Benchmark NestBench", CROWNET, TASK],
            {"NestBench BENCHMARK_FOR bird detection", "CrowNet EVALUATED_ON NestBench"},
            id="a benchmark",
        ),
        pytest.param(
            "We propose OwlNet with 7 layers. OwlNet is 2.3x faster than CrowNet on ImageNet.",
            [OWLNET, CROWNET, IMAGENET],
            {"OwlNet COMPARED_WITH CrowNet better", "OwlNet EVALUATED_ON ImageNet"},
            id="compared by a figure",
        ),
        pytest.param(
            "We propose OwlNet. Unlike CrowNet, OwlNet needs no labels.",
            [OWLNET, CROWNET],
            set(),
            id="motivation is no comparison",
        ),
        pytest.param("We propose OwlNet.", [OWLNET], set(), id="one alone"),
        pytest.param("Nothing.", [], set(), id="none"),
    ],
)
def test_relations(abstract: str, entities: list[str], relations: set[str]) -> None:
    assert said(abstract, *entities) == relations


ABSTRACT = (
    "We propose OwlNet for bird detection. OwlNet uses CrowNet. We evaluate OwlNet on COCO, and "
    "on GLUE it outperforms CrowNet. Accuracy rises."
)
ENTITIES = (OWLNET, TASK, CROWNET, COCO, GLUE, "Metric Accuracy")


def test_one_relation_a_pair() -> None:
    doc = run(doc_of(TITLE + ABSTRACT, *ENTITIES), "contributions", "relations")
    pairs = [{r.head, r.tail} for r in doc._.relations]
    assert pairs
    assert all(pairs.count(pair) == 1 for pair in pairs)


def test_evidence_is_the_sentence_in_which_the_ends_are_nearest() -> None:
    doc = run(doc_of(TITLE + ABSTRACT, *ENTITIES), "contributions", "relations")
    evidence = {(r.head, r.tail): doc.text[slice(*r.evidence)] for r in doc._.relations}
    assert evidence["OwlNet", "bird detection"] == "We propose OwlNet for bird detection."
    assert evidence["OwlNet", "COCO"].startswith("We evaluate OwlNet on COCO")


def test_a_doubtful_end_makes_a_relation_doubtful() -> None:
    text = f"{TITLE}We propose OwlNet. Experiments on ImageNet show that OwlNet is good."
    sure, doubtful = doc_of(text, OWLNET, IMAGENET), doc_of(text, OWLNET, IMAGENET)
    owlnet, imagenet = doubtful._.entities
    doubtful._.entities = (owlnet, imagenet.model_copy(update={"confidence": 0.5}))
    (one,), (other,) = (
        run(doc, "contributions", "relations")._.relations for doc in (sure, doubtful)
    )
    assert other.confidence == pytest.approx(one.confidence / 2, abs=1e-3)


def test_all_pairs_that_the_schema_lets_be_related_are_judged() -> None:
    doc = run(doc_of(TITLE + ABSTRACT, *ENTITIES), "contributions")
    judged = [(head.id, tail.id) for head, tail, _, _ in candidates(doc)]
    assert ("OwlNet", "bird detection") in judged
    assert ("GLUE", "bird detection") in judged
    assert ("CrowNet", "OwlNet") in judged
    assert not any("Accuracy" in pair or pair[0] == "bird detection" for pair in judged)
    assert len(set(judged)) == len(judged)


def test_the_likeliest_contribution_is_the_main_one() -> None:
    doc = run(doc_of(TITLE + ABSTRACT, *ENTITIES), "contributions")
    assert main_contribution(doc) == "OwlNet"
    kinds = {(head.id, tail.id): key for head, tail, key, _ in candidates(doc)}
    assert kinds["OwlNet", "COCO"] == "method-data main"
    assert kinds["CrowNet", "OwlNet"] == "method-method other"
    assert main_contribution(run(doc_of("Owls\nNone."), "contributions")) is None


def test_every_kind_of_pair_has_weights() -> None:
    doc = run(doc_of(TITLE + ABSTRACT, *ENTITIES), "contributions")
    pairs = [(head, tail) for head, tail, _, _ in candidates(doc)]
    kinds = {kind(head, tail, main) for head, tail in pairs for main in (head.id, None)}
    assert kinds <= set(load_models("relations"))
