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
        ("needs 2.5GB at 30fps", ["2.5GB", "30fps"]),
        ("over 1,200 points", ["1,200 points"]),
        ("scores 91.5.", ["91.5"]),
        ("reaches 91.5 ± 0.3% and 80\\pm2", ["91.5 ± 0.3%", "80\\pm2"]),
        ("rises from 71.2 to 80.1 and to 85.0", ["71.2", "80.1", "85.0"]),
        ("From 71.2% up to 80.1%", ["71.2%", "80.1%"]),
        ("an F1=0.85 (0.81), AUC>0.9", ["0.85", "0.81", "0.9"]),
        ("0.85/0.90 on A/B", ["0.85", "0.90"]),
        ("84.5→91.2%", ["84.5", "91.2%"]),
        ("by -3.5%, \u22123.5% or \u20133.5%", ["-3.5%", "\u22123.5%", "\u20133.5%"]),
        ("~16% and <5 ms", ["~16%", "<5 ms"]),
        ("a 10-fold gain, 5x-10x", ["10-fold", "5x-10x"]),
        ("costs 1,234.5 seconds", ["1,234.5 seconds"]),
        ("99.9%, 98%; 97%: 96%!", ["99.9%", "98%", "97%", "96%"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("71,2% and 0,85\\%", ["71,2%", "0,85\\%"], id="before a per cent sign"),
        pytest.param("on 1,2 and 3 of 1,000", ["1", "2", "3", "1,000"], id="elsewhere a list"),
    ],
)
def test_decimal_comma(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("only $29.0\\%$ here", ["29.0\\%"], id="dollars around it all"),
        pytest.param("only $2\\times$ here", ["2\\times"], id="so for multiples"),
        pytest.param("only 5$\\%$ here", ["5$\\%$"], id="dollars around the unit"),
    ],
)
def test_dollars_of_mathematics_come_in_pairs(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", ["1.3B parameters", "1.5e-4", "0.95AUC", "2.5k owls", "3.5.1a"])
def test_a_figure_is_never_the_beginning_of_a_longer_number(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    ["GPT-4 and Llama-3-8B", "F1 of BERT2", "v1.2b", "no figures", "256x256", "3rd", "½", ""],
)
def test_parts_of_words_are_no_figures(text: str) -> None:
    assert values(text) == []


def test_value_and_span_agree() -> None:
    text = "From 51.5% to 87% (+35.5 points)."
    assert [text[slice(*figure.span)] for figure in find_figures(text)] == values(text)
    assert [figure.unit for figure in find_figures(text)] == ["%", "%", "points"]
