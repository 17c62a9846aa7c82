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
        ("the Long Short-Term Memory (LSTM) cell", [("LSTM", "Long Short-Term Memory")]),
        ("3D Gaussian splatting (3DGS) scenes", [("3DGS", "3D Gaussian splatting")]),
        ("fast large (language) models (LLM)", [("LLM", "large (language) models")]),
        ("low-rank adaptation (LoRA)", [("LoRA", "low-rank adaptation")]),
        ("Fréchet inception distance (FID)", [("FID", "Fréchet inception distance")]),
        ("Überlange owl layers (ÜOL)", [("ÜOL", "Überlange owl layers")]),
        ("word error rate\u00a0(WER)", [("WER", "word error rate")]),
        ("k-nearest neighbours (kNN)", [("kNN", "k-nearest neighbours")]),
        ("mean error (ME, lower is better)", [("ME", "mean error")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "long"),
    [
        pytest.param("(graph networks (GN)) sing", "graph networks", id="nested brackets"),
        pytest.param("an [as graph networks (GN)] aside", "graph networks", id="square ones"),
        pytest.param('a "graph network" (GN)', "graph network", id="quotes"),
        pytest.param("``graph networks'' (GN)", "graph networks", id="quotes of LaTeX"),
        pytest.param("'GN' (graph networks)", "graph networks", id="quoted short form"),
        pytest.param("(GN (graph networks))", "graph networks", id="short form within brackets"),
    ],
)
def test_quotes_and_brackets_around_a_form_are_no_part_of_it(text: str, long: str) -> None:
    assert pairs(text) == [("GN", long)]


def test_a_list_of_definitions() -> None:
    text = "We test owl songs (OS), crow calls (CC), and jay cries (JC) on LLMs (not on MLPs)."
    assert pairs(text) == [("OS", "owl songs"), ("CC", "crow calls"), ("JC", "jay cries")]


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
        "GPT-4 (OpenAI) and CNN (LeCun et al.)",
        "our run (II) is slow",
        "the owl sings (XYZ)",
        "",
        "\n",
        "( ( (AB) ) )",
    ],
)
def test_no_definitions(text: str) -> None:
    assert pairs(text) == []


def test_a_long_form_does_not_cross_a_sentence() -> None:
    assert pairs("We prefer random things. Forests (RF) grow.") == []
