"""Which strings may be names, and what is known of each."""

import pytest
from spacy.tokens import Span

from extractors.candidates import collect, features
from tests.extractors.docs import doc_of, run

FINDERS = ("abbreviations", "gazetteer", "names", "phrases")


def sources(text: str) -> dict[str, set[str]]:
    """The candidates of ``text`` with the steps that propose them."""
    found = collect(run(doc_of(text), *FINDERS))
    return {name: {source for source, _ in seen} for name, seen in found.items()}


@pytest.mark.parametrize(
    ("text", "name", "steps"),
    [
        pytest.param("Owls\nWe use Owl Song (OS).", "Owl Song", {"long"}, id="long form"),
        pytest.param("Owls\nWe use Owl Song (OS).", "OS", {"names", "short"}, id="short form"),
        pytest.param("Owls\nWe use ImageNet.", "ImageNet", {"names", "gazetteer"}, id="known"),
        pytest.param(
            "Owls\nOn night owl segmentation.", "night owl segmentation", {"phrases"}, id="phrase"
        ),
    ],
)
def test_sources(text: str, name: str, steps: set[str]) -> None:
    assert sources(text)[name] == steps


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Birds\nsing and sleep.", id="plain words"),
        pytest.param("\n", id="nothing"),
        pytest.param("... !? ()\n- - -", id="signs"),
    ],
)
def test_no_candidates(text: str) -> None:
    assert sources(text) == {}


def test_no_candidate_goes_from_the_title_into_the_abstract() -> None:
    doc = doc_of("On Owl\nNet learning we say nothing")
    doc.ents = [Span(doc, 1, 5, label="Method")]
    assert "\n" in doc.ents[0].text
    assert collect(doc) == {}


def test_a_short_form_knows_what_is_known_of_its_long_form() -> None:
    known = dict(features(run(doc_of("Owls\nWe tune large language models (LLMs)."), *FINDERS)))
    assert any(item.startswith("partner gazetteer") for item in known["LLMs"])
    assert any(item.startswith("partner") for item in known["large language models"])


def test_a_candidate_knows_what_it_lies_within() -> None:
    known = dict(features(run(doc_of("Owls\nWe use graph neural networks here."), *FINDERS)))
    inner = known["neural networks"]
    assert any(item.startswith("inside") for item in inner)
    alone = dict(features(run(doc_of("Owls\nIn neural networks we see."), *FINDERS)))
    assert not any(item.startswith("inside") for item in alone["neural networks"])
