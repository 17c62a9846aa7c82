"""Multinomial logistic regression over named features: small, fast, and open to inspection.

The weights are learned by ``training/linear.py`` and ship as JSON: what speaks for a label, and
how strongly, can be read there.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

BIAS = "bias"


class LinearModel:
    """Probabilities of labels; a feature that training has not seen counts nothing."""

    def __init__(self, labels: Iterable[str], weights: Mapping[str, Mapping[str, float]]) -> None:
        self.labels = tuple(labels)
        columns = {label: column for column, label in enumerate(self.labels)}
        self._rows = {name: row for row, name in enumerate(weights)}
        self._table = np.zeros((len(weights), len(self.labels)))
        for name, by_label in weights.items():
            for label, weight in by_label.items():
                self._table[self._rows[name], columns[label]] = weight

    def probabilities(self, features: Iterable[str]) -> NDArray[np.float64]:
        """The probability of each of ``labels``; a feature counts once."""
        known = map(self._rows.get, (BIAS, *features))
        rows = {row for row in known if row is not None}
        scores = self._table.take(list(rows), axis=0).sum(axis=0)
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum())


@cache
def load_models(name: str) -> dict[str, LinearModel]:
    """The models of the data file ``name`` that ships with the package, by key."""
    path = files("extractors") / "data" / f"{name}.json"
    content: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {key: LinearModel(item["labels"], item["weights"]) for key, item in content.items()}
