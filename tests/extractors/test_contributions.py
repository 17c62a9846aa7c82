"""Which of the named things the paper says are its own."""

import pytest

from extractors.contributions import THRESHOLD
from tests.extractors.docs import doc_of, run

OWLNET, CROWNET = "Method OwlNet", "Method CrowNet"


@pytest.mark.parametrize(
    ("text", "entities", "new"),
    [
        pytest.param(
            "Birds\nWe propose OwlNet, a network. CrowNet is older.",
            [OWLNET, CROWNET],
            {"OwlNet"},
            id="proposed",
        ),
        pytest.param(
            "OwlNet: Birds at Night\nBirds sing. We compare with CrowNet.",
            [OWLNET, CROWNET],
            {"OwlNet"},
            id="the title begins with it",
        ),
        pytest.param(
            "Birds\nThis paper introduces OwlNet (ON) and compares it with CrowNet.",
            ["Method OwlNet|ON", CROWNET],
            {"OwlNet"},
            id="this paper introduces it",
        ),
        pytest.param(
            "Birds\nWe release NestBench, a new benchmark for song recognition. We test GPT-4.",
            ["Benchmark NestBench", "Task song recognition", "Model GPT-4"],
            {"NestBench"},
            id="a benchmark, but not its task nor what is tested on it",
        ),
        pytest.param(
            "Birds\nUnlike CrowNet, our network needs no labels.",
            [CROWNET],
            set(),
            id="unlike another one",
        ),
        pytest.param(
            "Birds\nExisting methods such as CrowNet and JayNet fail on ImageNet.",
            [CROWNET, "Method JayNet", "Dataset ImageNet"],
            set(),
            id="what exists",
        ),
        pytest.param(
            "Birds\nWe fine-tune BERT on SQuAD.",
            ["Model BERT", "Dataset SQuAD"],
            set(),
            id="what is used",
        ),
        pytest.param(
            "A Survey of Owls\nWe review CrowNet and JayNet on ImageNet.",
            [CROWNET, "Method JayNet", "Dataset ImageNet"],
            set(),
            id="a survey",
        ),
        pytest.param("OwlNet\nBirds.", [], set(), id="no entities"),
    ],
)
def test_new(text: str, entities: list[str], new: set[str]) -> None:
    doc = run(doc_of(text, *entities), "contributions")
    assert {entity.name for entity in doc._.entities if entity.new} == new


def test_every_entity_has_a_probability_that_agrees_with_its_flag() -> None:
    doc = run(
        doc_of("Birds\nWe propose OwlNet. CrowNet is older.", OWLNET, CROWNET), "contributions"
    )
    assert {e.id: e.new for e in doc._.entities} == {
        key: chance >= THRESHOLD for key, chance in doc._.novelty.items()
    }


def test_nothing_else_of_an_entity_changes() -> None:
    text = "Birds\nWe propose OwlNet. CrowNet is older."
    before = doc_of(text, OWLNET, CROWNET)._.entities
    after = run(doc_of(text, OWLNET, CROWNET), "contributions")._.entities
    assert tuple(entity.model_copy(update={"new": False}) for entity in after) == before
