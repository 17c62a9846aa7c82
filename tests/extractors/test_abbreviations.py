import pytest

from extractors.abbreviations import find_abbreviations


def pairs(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*short)], text[slice(*long)]) for short, long in find_abbreviations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use random forests (RF) here.", [("RF", "random forests")]),
        ("Many large language models (LLMs) fail.", [("LLMs", "large language models")]),
        ("We use Proximal Policy Optimization (PPO).", [("PPO", "Proximal Policy Optimization")]),
        ("the retrieval-augmented generation (RAG)", [("RAG", "retrieval-augmented generation")]),
        ("PPO (Proximal Policy Optimization) wins.", [("PPO", "Proximal Policy Optimization")]),
        ("a Convolutional Neural Network(CNN)", [("CNN", "Convolutional Neural Network")]),
        ("mean average precision (mAP) and", [("mAP", "mean average precision")]),
        ("dynamic time warping (DTW; see below)", [("DTW", "dynamic time warping")]),
        ("heat shock transformer (HSTF)", [("HSTF", "heat shock transformer")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_two_definitions_in_one_sentence() -> None:
    text = "Gated units (GU) and temporal attention blocks (TAB) are joined."
    assert pairs(text) == [("GU", "Gated units"), ("TAB", "temporal attention blocks")]


@pytest.mark.parametrize(
    "text",
    [
        "the accuracy (higher is better)",
        "our model (see Figure 2)",
        "a network (CNN)",
        "the year (2024)",
        "we (the authors)",
        "(A) first, (B) second",
        "F1 score (F1)",
        "()",
        "(((((",
        "End. (RF) random forests",
    ],
)
def test_no_definitions(text: str) -> None:
    assert pairs(text) == []


def test_a_long_form_does_not_cross_a_sentence() -> None:
    assert pairs("We prefer random things. Forests (RF) grow.") == []
