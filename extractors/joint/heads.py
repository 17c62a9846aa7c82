"""The heads of the model in numpy: the same sums as those of :mod:`training.joint.model`.

``x`` [W, hidden] are the vectors of a text's words. Products of matrices dominate the time; the
caller bounds their threads.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.joint.candidates import Places
from extractors.joint.questions import Pairs
from extractors.joint.tags import Floats, Ints


def gelu(x: Floats) -> Floats:
    """Gaussian error linear unit, the error function by Abramowitz and Stegun 7.1.26."""
    z = np.abs(x) * np.float32(np.sqrt(0.5))
    t = 1 / (1 + 0.3275911 * z)
    series = np.zeros_like(t)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = t * (factor + series)
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), dtype=np.float32)


def log_softmax(x: Floats) -> Floats:
    """Logarithm of softmax over the last axis."""
    shifted = x - x.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), np.float32)


def sigmoid(x: Floats) -> Floats:
    """Logistic function."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * x), dtype=np.float32)


class Heads:
    """Scores for the questions about one text."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self._weights = {name: value.astype(np.float32) for name, value in weights.items()}

    def _linear(self, name: str, x: Floats) -> Floats:
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _mlp(self, name: str, *parts: Floats) -> Floats:
        inner = gelu(self._linear(f"{name}.0", np.concatenate(parts, axis=-1)))
        return self._linear(f"{name}.3", inner)

    def tags(self, x: Floats) -> Floats:
        """Log-probabilities [W, tags]."""
        return log_softmax(self._linear("tag", x))

    def pool(self, x: Floats, places: Sequence[Places]) -> Floats:
        """A vector [E, size] for each list of mentions: a smooth maximum over them."""
        first, last = np.array([place for group in places for place in group]).T
        mentions = self._linear("mention", np.concatenate([x[first], x[last]], axis=-1))
        rows = []
        for part in np.split(mentions, np.cumsum([len(group) for group in places])[:-1]):
            top = part.max(axis=0)
            rows.append(top + np.log(np.exp(part - top).mean(axis=0)))
        return np.stack(rows)

    def types(self, x: Floats, vectors: Floats, facts: Floats) -> Floats:
        """Log-probabilities [E, 1 + types] of being no name and of each type."""
        return log_softmax(self._mlp("kind", vectors, self._whole(x, len(vectors)), facts))

    def sameness(self, a: Floats, b: Floats, facts: Floats) -> Floats:
        """Probabilities [P] of two names being one entity's."""
        return sigmoid(self._mlp("same", a + b, np.abs(a - b), a * b, facts)[:, 0])

    def novelty(self, x: Floats, vectors: Floats, facts: Floats) -> Floats:
        """Probabilities [E] of being the paper's contribution."""
        return sigmoid(self._mlp("new", vectors, self._whole(x, len(vectors)), facts)[:, 0])

    def relations(
        self, x: Floats, vectors: Floats, facts: Floats, novelty: Floats, pairs: Pairs
    ) -> Floats:
        """Logits [P, labels + outcomes] of pairs of entities."""
        entities = np.concatenate([vectors, facts], axis=-1)
        a, b = pairs.ends.T
        head = np.tanh(self._linear("head_end", entities))[a]
        tail = np.tanh(self._linear("tail_end", entities))[b]
        value = self._linear("value", x)
        seen = self._look(x, value, np.concatenate([vectors[a], vectors[b]], axis=-1), pairs.near)
        between = _mean(value, pairs.ranges)
        pair_facts = np.concatenate([pairs.facts, novelty[pairs.ends]], axis=-1)
        return self._mlp("relation", head, tail, head * tail, seen, between, pair_facts)

    def figures(self, x: Floats, places: Sequence[tuple[int, int]]) -> Floats:
        """Vectors [V, size] of figures."""
        first, last = np.array(places).T
        return np.tanh(self._linear("figure", np.concatenate([x[first], x[last]], axis=-1)))

    def kept(self, figures: Floats) -> Floats:
        """Logits [V, 1 + roles] of being a result, and of nothing playing each role."""
        return self._mlp("keep", figures)

    def roles(self, x: Floats, figures: Floats, vectors: Floats, pairs: Pairs) -> Floats:
        """Logits [P, roles] of pairs of a figure and an entity."""
        a, b = figures[pairs.ends[:, 0]], np.tanh(vectors[pairs.ends[:, 1]])
        between = _mean(self._linear("value", x), pairs.ranges)
        return self._mlp("role", a, b, a * b, between, pairs.facts)

    def _whole(self, x: Floats, count: int) -> Floats:
        """The text's own vector for each of ``count`` names."""
        whole = np.tanh(self._linear("whole", x.mean(axis=0)))
        return np.broadcast_to(whole, (count, len(whole)))

    def _look(self, x: Floats, value: Floats, ends: Floats, near: Ints) -> Floats:
        """What pairs [P, size] see of the text: attention over its words, in several looks."""
        bias = self._weights["place"]
        looks = bias.shape[1]
        queries = np.split(self._linear("query", ends), looks, axis=1)
        keys = np.split(self._linear("key", x), looks, axis=1)
        seen = []
        for number, part in enumerate(np.split(value, looks, axis=1)):
            scores = queries[number] @ keys[number].T / np.float32(np.sqrt(part.shape[1]))
            seen.append(np.exp(log_softmax(scores + bias[near, number])) @ part)
        return np.concatenate(seen, axis=-1)


def _mean(value: Floats, ranges: Ints) -> Floats:
    """Means of the rows of ``value`` [W, size] in ``ranges`` [P, 2]: [P, size]."""
    sums = np.concatenate([np.zeros((1, value.shape[1]), np.float32), value.cumsum(axis=0)])
    width = np.maximum(ranges[:, 1] - ranges[:, 0], 1)[:, None].astype(np.float32)
    return np.asarray((sums[ranges[:, 1]] - sums[ranges[:, 0]]) / width, np.float32)
