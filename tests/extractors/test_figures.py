import pytest

from extractors.figures import find_figures


def values(text: str) -> list[str]:
    return [figure.value for figure in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reaches 94.55 on it", ["94.55"]),
        ("improves by +50\\% relative to it", ["+50\\% relative"]),
        ("a 21.2% improvement", ["21.2%"]),
        ("runs 2.3x faster and 3$\\times$ smaller", ["2.3x", "3$\\times$"]),
        ("gains 4.1 points and 2 percentage points", ["4.1 points", "2 percentage points"]),
        ("between 5% and 10-12%", ["5%", "10-12%"]),
        ("a range of 5% to 10%", ["5% to 10%"]),
        ("rises from 5% to 10%", ["5%", "10%"]),
        ("takes 12ms or 30 dB", ["12ms", "30 dB"]),
        ("over 1,200 points", ["1,200 points"]),
        ("scores 91.5.", ["91.5"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", ["GPT-4 and Llama-3-8B", "F1 of BERT2", "v1.2b", "no figures"])
def test_parts_of_words_are_no_figures(text: str) -> None:
    assert values(text) == []


def test_value_and_span_agree() -> None:
    text = "From 51.5% to 87% (+35.5 points)."
    assert [text[slice(*figure.span)] for figure in find_figures(text)] == values(text)
    assert [figure.unit for figure in find_figures(text)] == ["%", "%", "points"]
