import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from extractors.joint.heads import gelu, log_softmax, sigmoid

ROWS = arrays(np.float32, (3, 5), elements=st.floats(-300, 300, width=32))


def test_gelu_is_that_of_training() -> None:
    x = np.linspace(-6, 6, 101, dtype=np.float32)
    true = [value * (1 + math.erf(value / math.sqrt(2))) / 2 for value in x]
    assert np.abs(gelu(x) - true).max() < 2e-6


@given(ROWS)
def test_probabilities_sum_to_one_however_large_the_scores(x: np.ndarray) -> None:
    assert np.allclose(np.exp(log_softmax(x)).sum(axis=-1), 1, atol=1e-5)


@given(ROWS)
def test_the_logistic_function_is_symmetric_and_bounded(x: np.ndarray) -> None:
    assert np.allclose(sigmoid(x) + sigmoid(-x), 1, atol=1e-6)
    assert ((sigmoid(x) >= 0) & (sigmoid(x) <= 1)).all()
