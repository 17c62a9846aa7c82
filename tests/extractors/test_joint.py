"""The joint model as it is shipped: beyond the laws that hold for every extractor."""

import shutil
from functools import cache
from pathlib import Path

import pytest
import spacy

from extractors.joint import component, weights
from extractors.joint.reader import Reader
from extractors.tokenizer import blank
from kg.errors import PluginError

TEXT = (
    "OwlNet: A Transformer for Owl Detection\n"
    "We propose OwlNet, a vision-language model for object detection. It is trained on ImageNet. "
    "We evaluate OwlNet on COCO, where it reaches an accuracy of 91.5% and outperforms ResNet."
)
FILLER = "The weather was fine and the owls slept in the old barn until the evening came. " * 60

reader = cache(Reader)


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


def test_a_web_address_mentions_nothing() -> None:
    text = "OwlNet: Song Recognition\nWe present OwlNet. See https://github.com/owls/OwlNet ."
    (entity,) = [e for e in reader()(text).entities if e.name == "OwlNet"]
    assert [text[slice(*mention)] for mention in entity.mentions] == ["OwlNet", "OwlNet"]
    assert entity.mentions[-1].end < text.index("https")


def test_reads_beyond_the_window() -> None:
    text = f"Owls\n{FILLER}We evaluate PPO on ImageNet and report the error."
    assert {"PPO", "ImageNet"} <= names(text)


def test_the_beginning_of_a_long_text_is_read_as_well() -> None:
    assert "OwlNet" in names(f"{TEXT} {FILLER}")


def test_same_text_same_annotation_whatever_came_before() -> None:
    fresh = Reader()(TEXT)
    reader()(FILLER)
    assert reader()(TEXT) == fresh


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n", "...", "🙂" * 700, "\ufffd"])
def test_text_without_names_gives_nothing(text: str) -> None:
    annotation = reader()(text)
    assert annotation.entities == annotation.relations == annotation.results == ()


def test_is_a_step_of_a_spacy_pipeline() -> None:
    nlp = blank()
    nlp.add_pipe("joint")
    [alone] = nlp.pipe([TEXT])
    *_, last = nlp.pipe([FILLER, TEXT], batch_size=2)
    assert alone._.entities == last._.entities
    assert {span.text for span in alone.spans[component.GROUP]} >= {"OwlNet", "COCO", "ResNet"}
    assert {span.label_ for span in alone.spans[component.GROUP]} >= {"Method", "Metric"}


def test_weights_of_ones_own_can_be_named() -> None:
    nlp = spacy.blank("en")
    with pytest.raises(PluginError, match="incomplete"):
        nlp.add_pipe("joint", config={"folder": "no-such-folder"})


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    shutil.copytree(weights.FOLDER, tmp_path / "weights")
    heads = tmp_path / "weights" / "heads.npz"
    data = bytearray(heads.read_bytes())
    data[len(data) // 2] ^= 1
    heads.write_bytes(data)
    with pytest.raises(PluginError, match=r"heads\.npz is damaged"):
        Reader(tmp_path / "weights")


def test_weights_stay_small() -> None:
    sizes = [(weights.FOLDER / name).stat().st_size for name in weights.FILES]
    assert max(sizes) < 95e6
    assert sum(sizes) < 100e6
