import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.joint import tags
from extractors.joint.schema import TYPES

METHOD, TASK = TYPES.index("Method"), TYPES.index("Task")


@given(st.integers(1, 30), st.data())
def test_tags_say_the_spans_that_they_were_made_of(length: int, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, length), unique=True).map(sorted))
    kinds = st.integers(0, len(tags.KINDS) - 1)
    spans = [(a, b - 1, data.draw(kinds)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    assert tags.spans(tags.encode(spans, length)) == spans


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([(0, 0, METHOD), (1, 1, METHOD)], id="names that touch stay two"),
        pytest.param([(0, 2, METHOD), (3, 4, TASK)], id="one ends where another begins"),
        pytest.param([(4, 4, tags.VALUE)], id="a figure is the last word"),
        pytest.param([], id="nothing"),
    ],
)
def test_neighbours(spans: list[tuple[int, int, int]]) -> None:
    assert tags.spans(tags.encode(spans, 5)) == spans


@given(st.integers(0, 12), st.integers(0, 2**32 - 1))
def test_best_tags_are_lawful(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, tags.TAGS)).astype(np.float32)
    best = tags.viterbi(scores)
    assert np.array_equal(tags.encode(tags.spans(best), length), best)


@given(st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_no_lawful_tags_score_more_than_the_best(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, tags.TAGS)).astype(np.float32)

    def total(sequence: tags.Ints) -> float:
        return float(scores[np.arange(length), sequence].sum())

    lawful = [[]] if length else []
    ends = [(a, b) for a in range(length) for b in range(a, length)]
    lawful += [[(a, b, kind)] for a, b in ends for kind in range(len(tags.KINDS))]
    best = total(tags.viterbi(scores))
    assert all(total(tags.encode(spans, length)) <= best + 1e-4 for spans in lawful)


def test_best_tags_outdo_greedy_ones() -> None:
    scores = np.full((2, tags.TAGS), -9.0, dtype=np.float32)
    begin, end = tags.encode([(0, 1, 0)], 2)
    scores[0, begin], scores[0, tags.OUTSIDE] = -1.0, -0.9
    scores[1, end] = -0.1
    assert tags.spans(tags.viterbi(scores)) == [(0, 1, 0)]


@pytest.mark.parametrize("span", [(1, 1, METHOD), (0, 2, TASK), (2, 3, tags.VALUE)])
def test_a_span_scores_most_under_its_own_kind(span: tuple[int, int, int]) -> None:
    scores = np.full((4, tags.TAGS), -5.0, dtype=np.float32)
    scores[np.arange(4), tags.encode([span], 4)] = -0.1
    start, end, kind = span
    by_kind = tags.span_scores(scores, start, end)
    assert int(by_kind.argmax()) == kind
    assert by_kind[kind] == pytest.approx(-0.1)
