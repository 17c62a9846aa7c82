import pytest

from extractors.phrases import GROUP, Phrases, usual_heads
from extractors.tokenizer import blank

HEADS = {"segmentation", "learning"}


def found(text: str) -> list[str]:
    doc = Phrases(HEADS)(blank()(text))
    return [span.text for span in doc.spans[GROUP]]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        pytest.param("owl segmentation", ["owl segmentation"], id="one word before"),
        pytest.param(
            "Night owl segmentation",
            ["owl segmentation", "Night owl segmentation"],
            id="and more, as it stands",
        ),
        pytest.param(
            "for the owl segmentation", ["owl segmentation"], id="a small word ends the phrase"
        ),
        pytest.param("owls, crow segmentation", ["crow segmentation"], id="so does a comma"),
        pytest.param("owl (crow) segmentation", [], id="and a bracket"),
        pytest.param("in segmentation", [], id="a head alone is no phrase"),
        pytest.param("segmentation of owls", [], id="nor what comes after it"),
        pytest.param("Owl Segmentation", ["Owl Segmentation"], id="capitals"),
        pytest.param(
            "self-supervised learning",
            ["self-supervised learning"],
            id="not half of a word with a hyphen",
        ),
        pytest.param("owls\nsegmentation", [], id="not from the title into the abstract"),
        pytest.param(
            "owl segmentation learning",
            ["owl segmentation", "segmentation learning", "owl segmentation learning"],
            id="one head before another",
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_phrases(text: str, phrases: list[str]) -> None:
    assert sorted(found(text)) == sorted(phrases)


def test_phrases_are_short() -> None:
    phrases = found("big old grey barn tawny night owl segmentation")
    assert max(len(phrase.split()) for phrase in phrases) <= 6


def test_usual_heads_end_several_names_in_singular_and_plural() -> None:
    names = [f"{bird} song" for bird in ("owl", "crow", "jay", "tit")]
    assert usual_heads([*names, "owl call", "song", "Song"]) == {"song", "songs"}
