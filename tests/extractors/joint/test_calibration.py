import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.joint.calibration import Calibration

CURVE = Calibration({"entity": [[0.2, 0.1], [0.6, 0.5], [1.0, 0.9]], "result": [[0.5, 0.7]]})


@pytest.mark.parametrize(
    ("probability", "confidence"),
    [
        pytest.param(0.4, 0.3, id="on the line between two points"),
        pytest.param(0.6, 0.5, id="on a point"),
        pytest.param(0.0, 0.1, id="below the first point"),
        pytest.param(1.0, 0.9, id="never surer than the corpus says"),
    ],
)
def test_confidence_follows_the_curve(probability: float, confidence: float) -> None:
    assert CURVE.of("entity", probability) == confidence


def test_each_kind_has_its_own_curve() -> None:
    assert CURVE.of("result", 0.2) == 0.7


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_is_likelier_is_said_as_surely_or_more(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert CURVE.of("entity", low) <= CURVE.of("entity", high)
