"""Fits the models of :mod:`extractors.linear`."""

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extractors.linear import BIAS

MIN_COUNT = 10
"""A feature that fewer examples have is left out: it would say more of them than of the rest."""
MIN_WEIGHT = 0.05


class Examples:
    """Features and labels, the features as numbers: a million examples fit into memory."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._cells = array("i")
        self._ends = array("q", [0])
        self._labels: list[str] = []

    def add(self, features: Iterable[str], label: str) -> None:
        """One example; a feature counts once."""
        columns = self._columns
        self._cells.extend({columns.setdefault(name, len(columns)) for name in features})
        self._ends.append(len(self._cells))
        self._labels.append(label)

    def matrix(self, min_count: int) -> tuple[csr_matrix, list[str], list[str]]:
        """Examples by features that ``min_count`` of them have; the features; the labels."""
        counts = np.bincount(self._cells, minlength=len(self._columns))
        names = sorted(
            name for name, column in self._columns.items() if counts[column] >= min_count
        )
        shape = len(self._labels), len(self._columns)
        ones = np.ones(len(self._cells), dtype=np.float32)
        whole = csr_matrix((ones, np.array(self._cells), np.array(self._ends)), shape=shape)
        return whole[:, [self._columns[name] for name in names]], names, self._labels


def fit(examples: Examples, strength: float) -> dict[str, Any]:
    """A model in the format of :func:`extractors.linear.load_models`.

    ``strength`` is the inverse of the L2 penalty.
    """
    matrix, names, truth = examples.matrix(MIN_COUNT)
    model = LogisticRegression(C=strength, max_iter=150).fit(matrix, truth)
    coefficients, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one row, for the second class
        coefficients, bias = [-coefficients[0], coefficients[0]], [-bias[0], bias[0]]
        coefficients, bias = [c / 2 for c in coefficients], [b / 2 for b in bias]
    labels = [str(label) for label in model.classes_]
    rows = {BIAS: dict(zip(labels, bias, strict=True))}
    for column, name in enumerate(names):
        rows[name] = {label: c[column] for label, c in zip(labels, coefficients, strict=True)}
    return {"labels": labels, "weights": _readable(rows)}


def _readable(rows: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Weights with two decimals, without those that hardly count."""
    kept = {
        name: {label: round(float(w), 2) for label, w in row.items() if abs(w) >= MIN_WEIGHT}
        for name, row in rows.items()
    }
    return {name: row for name, row in kept.items() if row}
