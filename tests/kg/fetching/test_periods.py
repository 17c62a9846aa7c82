import datetime

import pytest

from kg.fetching.periods import days_of


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025-03-18", "2025-03-18", "2025-03-18"),
        ("2025-W12", "2025-03-17", "2025-03-23"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_periods(period: str, first: str, last: str) -> None:
    assert days_of(period) == (
        datetime.date.fromisoformat(first),
        datetime.date.fromisoformat(last),
    )


@pytest.mark.parametrize("text", ["2025-W54", "2025-13", "March", "2025-02-30", ""])
def test_other_texts_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        days_of(text)
