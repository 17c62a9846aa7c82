"""What the shipped model reads in a text: beyond the laws that hold for every extractor."""

import pytest

from extractors.joint.reader import Reader
from tests.extractors.joint.documents import FILLER, reader

TEXT = (
    "OwlNet: A Transformer for Owl Detection\n"
    "We propose OwlNet, a vision-language model for object detection. It is trained on ImageNet. "
    "We evaluate OwlNet on COCO, where it reaches an accuracy of 91.5% and outperforms ResNet."
)
LONG = FILLER * 60
"""More than two windows."""


def names(text: str) -> set[str]:
    return {surface for entity in reader()(text).entities for surface in entity.surfaces}


def test_reads_what_the_abstract_says() -> None:
    annotation = reader()(TEXT, "owl")
    by_name = {entity.name: entity for entity in annotation.entities}
    assert annotation.paper == "owl"
    assert by_name["OwlNet"].new
    assert by_name["COCO"].type in {"Dataset", "Benchmark"}
    assert not by_name["COCO"].new
    facts = {(r.head, r.label, r.tail) for r in annotation.relations}
    assert (by_name["OwlNet"].id, "EVALUATED_ON", by_name["COCO"].id) in facts
    assert [result.value for result in annotation.results] == ["91.5%"]


@pytest.mark.parametrize(
    ("abstract", "facts", "results"),
    [
        pytest.param(
            "We propose OwlNet for bird detection. OwlNet is evaluated on COCO, nuScenes, and "
            "KITTI, where it outperforms YOLO, DETR and Faster R-CNN.",
            {
                "OwlNet ADDRESSES bird detection",
                *(f"OwlNet EVALUATED_ON {name}" for name in ("COCO", "nuScenes", "KITTI")),
                *(f"OwlNet COMPARED_WITH {name}" for name in ("YOLO", "DETR", "Faster R-CNN")),
            },
            [],
            id="every member of two lists",
        ),
        pytest.param(
            "We propose OwlNet for bird detection. OwlNet improves the accuracy from 71.2 to 80.1 "
            "on COCO and reaches an mAP of 55.3% on nuScenes.",
            {"OwlNet EVALUATED_ON COCO", "OwlNet EVALUATED_ON nuScenes"},
            ["71.2 on COCO in accuracy", "80.1 on COCO in accuracy", "55.3% on nuScenes in mAP"],
            id="two benchmarks in one sentence, a change from one value to another",
        ),
        pytest.param(
            "We propose OwlNet for bird detection. With 91.5 ± 0.3% accuracy on ImageNet, it "
            "surpasses ResNet.",
            {"OwlNet COMPARED_WITH ResNet"},
            ["91.5 ± 0.3% on ImageNet in accuracy"],
            id="a value with its deviation before its metric",
        ),
        pytest.param(
            "We propose OwlNet for bird detection. It achieves state-of-the-art accuracy on "
            "ImageNet.",
            {"OwlNet ADDRESSES bird detection"},
            [],
            id="a claim without a figure",
        ),
    ],
)
def test_what_leaves_no_doubt_is_read(abstract: str, facts: set[str], results: list[str]) -> None:
    annotation = reader()(f"OwlNet: Fast Bird Detection in Night Images\n{abstract}")
    name = {entity.id: entity.name for entity in annotation.entities}
    said = {f"{name[r.head]} {r.label} {name[r.tail]}" for r in annotation.relations}
    assert facts <= said
    assert [f"{r.value} on {name[r.on]} in {name[r.metric]}" for r in annotation.results] == results


def test_a_web_address_mentions_nothing() -> None:
    text = "OwlNet: Song Recognition\nWe present OwlNet. See https://github.com/owls/OwlNet ."
    (entity,) = [e for e in reader()(text).entities if e.name == "OwlNet"]
    assert [text[slice(*mention)] for mention in entity.mentions] == ["OwlNet", "OwlNet"]
    assert entity.mentions[-1].end < text.index("https")


NAMED = {
    "We evaluate PPO on ImageNet.": {"PPO", "ImageNet"},
    "We train BERT on SQuAD.": {"BERT", "SQuAD"},
    "ResNet is tested on COCO for object detection.": {"ResNet", "COCO", "object detection"},
    "We ask GPT-4 about MMLU.": {"GPT-4", "MMLU"},
    "We fine-tune Llama with LoRA on GSM8K.": {"Llama", "LoRA", "GSM8K"},
}
"""Sentences with names that the model knows beyond doubt."""


@pytest.mark.parametrize("sentence", NAMED)
def test_the_end_of_a_long_text_is_read(sentence: str) -> None:
    assert NAMED[sentence] <= names(f"Owls\n{LONG}{sentence}")


def test_a_long_text_is_read_from_its_beginning_to_its_end() -> None:
    text = FILLER * 20 + "".join(f"{sentence} {FILLER * 20}" for sentence in NAMED)
    assert {"OwlNet"}.union(*NAMED.values()) <= names(f"{TEXT} {text}")


def test_what_is_said_far_behind_is_found_there() -> None:
    text = f"Owls\n{LONG}We train BERT on SQuAD, where it reaches an F1 of 88.5%."
    annotation = reader()(text)
    by_name = {entity.name: entity.id for entity in annotation.entities}
    facts = {(r.head, r.tail) for r in annotation.relations}
    assert (by_name["BERT"], by_name["SQuAD"]) in facts
    assert [(r.value, r.subject) for r in annotation.results] == [("88.5%", by_name["BERT"])]
    last = text[slice(*annotation.results[0].evidence)]
    assert last == "We train BERT on SQuAD, where it reaches an F1 of 88.5%."


def test_same_text_same_annotation_whatever_came_before() -> None:
    fresh = Reader()(TEXT)
    reader()(LONG)
    assert reader()(TEXT) == fresh


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n", "...", "🙂" * 700, "\ufffd"])
def test_text_without_names_gives_nothing(text: str) -> None:
    annotation = reader()(text)
    assert annotation.entities == annotation.relations == annotation.results == ()
