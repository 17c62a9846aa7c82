import pytest

from extractors.outcomes import outcome


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
