import pytest
import spacy

from extractors.joint import component
from extractors.tokenizer import blank
from kg.errors import PluginError
from tests.extractors.joint.documents import FILLER, reader

TEXT = (
    "OwlNet: A Transformer for Owl Detection\n"
    "We propose OwlNet, a vision-language model for object detection. It is trained on ImageNet. "
    "We evaluate OwlNet on COCO, where it reaches an accuracy of 91.5% and outperforms ResNet."
)


def test_is_a_step_of_a_spacy_pipeline() -> None:
    nlp = blank()
    nlp.add_pipe("joint")
    *_, last = nlp.pipe([FILLER, TEXT], batch_size=2)
    annotation = reader()(TEXT)
    assert last._.entities == annotation.entities
    assert last._.relations == annotation.relations
    assert last._.results == annotation.results
    found = {(span.text, span.label_) for span in last.spans[component.GROUP]}
    assert found == {
        (TEXT[slice(*mention)], entity.type)
        for entity in annotation.entities
        for mention in entity.mentions
    }


def test_weights_of_ones_own_can_be_named() -> None:
    nlp = spacy.blank("en")
    with pytest.raises(PluginError, match="incomplete"):
        nlp.add_pipe("joint", config={"folder": "no-such-folder"})
