import pytest

from extractors.cues import cue


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        pytest.param("outperforms", "better", id="an ending does not matter"),
        pytest.param("improvement", "better", id="nor does the kind of word"),
        pytest.param("underperforms", "worse", id="a stem at the beginning only"),
        pytest.param("underperforming", "worse", id="of the other side"),
        pytest.param("using", "use", id="a short stem as a whole word"),
        pytest.param("match", "similar", id="verb"),
        pytest.param("baselines", "compare", id="longest stem decides: baseline, not base"),
        pytest.param("based", "base", id="and base otherwise"),
        pytest.param("pretrained", "train", id="prefix"),
        pytest.param("fine-tuned", "train", id="hyphen"),
        pytest.param("benchmark", "data", id="data"),
        pytest.param("our", "own", id="own"),
        pytest.param("e.g.", "such", id="full stops"),
    ],
)
def test_hints(word: str, hint: str) -> None:
    assert cue(word) == hint


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("formal", id="for"),
        pytest.param("user", id="use"),
        pytest.param("parity", id="par"),
        pytest.param("again", id="gain"),
        pytest.param("thistle", id="this"),
        pytest.param("matrix", id="match"),
        pytest.param("owl", id="no stem at all"),
        pytest.param("ünlike", id="a letter beyond English"),
        pytest.param("-", id="a sign"),
        pytest.param("", id="nothing"),
    ],
)
def test_words_that_only_look_like_cues_hint_at_nothing(word: str) -> None:
    assert cue(word) is None
