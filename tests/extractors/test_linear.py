import math

import pytest

from extractors.linear import BIAS, LinearModel, load_models

MODEL = LinearModel(["no", "yes"], {BIAS: {"no": 0.5}, "good": {"yes": 2.0}, "bad": {"yes": -1.0}})


def chance(*features: str) -> float:
    return float(MODEL.probabilities(features)[1])


def test_softmax_of_summed_weights() -> None:
    assert chance("good") == pytest.approx(math.exp(2.0) / (math.exp(2.0) + math.exp(0.5)))


def test_a_feature_counts_once_and_in_any_order() -> None:
    assert chance("good", "bad", "good") == chance("bad", "good")


def test_unseen_features_count_nothing() -> None:
    assert chance("never seen") == chance()


@pytest.mark.parametrize("name", ["entities", "contributions", "relations", "results"])
def test_shipped_models_give_probabilities(name: str) -> None:
    for model in load_models(name).values():
        assert model.probabilities(["type Method"]).sum() == pytest.approx(1.0)
