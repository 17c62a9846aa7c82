import pytest

from kg.values import parse_value


@pytest.mark.parametrize(
    ("value", "number", "unit"),
    [
        ("94.55", 94.55, None),
        (r"+50\% relative", 50.0, "%"),
        ("12.5 points", 12.5, None),
        ("3 percentage points", 3.0, "%"),
        ("2.3x", 2.3, "x"),
        (r"$1.17\times$", 1.17, "x"),
        ("3-fold", 3.0, "x"),
        ("1,234.5", 1234.5, None),
        ("11,58%", 11.58, "%"),
        ("-3.2", -3.2, None),
        ("\u22120.4 dB", -0.4, "dB"),
        ("2585 tokens/s", 2585.0, "tokens/s"),
        ("1.2% to 14%", 1.2, "%"),
        ("state of the art", None, None),
        ("1,2,3", None, None),
        ("9" * 400, None, None),
    ],
)
def test_reads_number_and_unit(value: str, number: float | None, unit: str | None) -> None:
    assert parse_value(value) == (number, unit)
