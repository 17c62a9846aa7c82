"""Fits the models of :mod:`extractors.linear`."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extractors.linear import BIAS

Example = tuple[list[str], str]
"""Features and label."""

MIN_COUNT = 5
"""A feature that fewer examples have is left out: it would say more of them than of the rest."""
MIN_WEIGHT = 0.02


def fit(examples: Sequence[Example], strength: float) -> dict[str, Any]:
    """A model in the format of :func:`extractors.linear.load_models`.

    ``strength`` is the inverse of the L2 penalty.
    """
    counts = Counter(name for found, _ in examples for name in set(found))
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    matrix = _matrix([found for found, _ in examples], names)
    truth = [label for _, label in examples]
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


def _matrix(examples: Sequence[list[str]], names: Sequence[str]) -> csr_matrix:
    columns = {name: column for column, name in enumerate(names)}
    entries = [
        (row, columns[name])
        for row, found in enumerate(examples)
        for name in set(found)
        if name in columns
    ]
    rows, places = zip(*entries, strict=True)
    return csr_matrix(([1.0] * len(entries), (rows, places)), shape=(len(examples), len(names)))


def _readable(rows: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Weights with two decimals, without those that hardly count."""
    kept = {
        name: {label: round(float(w), 2) for label, w in row.items() if abs(w) >= MIN_WEIGHT}
        for name, row in rows.items()
    }
    return {name: row for name, row in kept.items() if row}
