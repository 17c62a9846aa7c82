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
    ],
)
def test_outcomes(sentence: str, expected: str) -> None:
    assert outcome(sentence) == expected
