import re

import pytest

from extractors.outcomes import outcome, stated
from kg.records import Span


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A outperforms B.", "better"),
        ("A is on par with B.", "similar"),
        ("A performs worse than B.", "worse"),
        ("We compare A with B.", "unstated"),
        ("A is worse on C, but surpasses B.", "better"),
        ("A beats B.", "better"),
        ("A lags behind B.", "worse"),
        ("A gains 3 points over B.", "better"),
        ("A matches B.", "similar"),
        ("A does not outperform B.", "unstated"),
        ("A fails to consistently surpass B.", "unstated"),
        ("A is no better than B.", "unstated"),
        ("A is not worse than B.", "unstated"),
        ("A not only matches but outperforms B.", "better"),
        ("A, not C, is far from easy and it is better than B.", "better"),
        ("Unlike B, A scales.", "unstated"),
        ("A is state-of-the-art.", "unstated"),
        ("(A is better.)", "better"),
        ("A’s recall—better than that of B", "better"),
        ("", "unstated"),
    ],
)
def test_outcomes(sentence: str, expected: str) -> None:
    assert outcome(sentence) == expected


def places(name: str, text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(rf"\b{name}\b", text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A is outperformed by B.", "worse"),
        ("B is outperformed by A.", "better"),
        ("A was slightly surpassed by the larger B, but not by C.", "worse"),
        ("A outperforms C and is surpassed only by B.", "worse"),
        ("A is beaten by both C and B.", "worse"),
        ("A, which B outperforms on C, is small.", "worse"),
        ("B, which our method A clearly surpasses, is large.", "better"),
        ("B beats A.", "worse"),
        ("B significantly outperforms the A.", "worse"),
        ("A outperforms B.", "better"),
        ("A beats B, and B beats A.", None),
        ("A is not outperformed by B.", None),
        ("A is outperformed by C, unlike B.", None),
        ("A is exceeded by 3 points, B by 4.", None),
        ("A is improved by B.", None),
        ("Like A, we show that B outperforms C.", None),
        ("A and B outperform C.", None),
        ("", None),
    ],
)
def test_who_beats_whom_is_read_from_the_sentence(sentence: str, expected: str | None) -> None:
    text = f"B beats A. {sentence} A beats B."  # other sentences say nothing here
    place = Span(11, 11 + len(sentence))
    head, tail = places("A", text), places("B", text)
    assert stated(text, place, head, tail) == expected
    mirrored = {"better": "worse", "worse": "better"}
    assert stated(text, place, tail, head) == mirrored.get(expected or "")
