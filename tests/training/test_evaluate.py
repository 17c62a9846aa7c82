"""How much of a figure may be chance."""

import pytest

from kg.scoring import Counts, Scores
from training.evaluate import chance


def scores(*papers: Counts) -> Scores:
    total = Counts()
    for counts in papers:
        total = total.plus(counts)
    named = {str(number): {"entity": counts} for number, counts in enumerate(papers)}
    return Scores({"entity": total}, {}, named)


def test_papers_that_are_alike_leave_nothing_to_chance() -> None:
    assert list(chance(scores(*[Counts(1, 2, 2)] * 9))) == [("entity", 0.5, 0.5)]


def test_bounds_are_those_of_the_binomial_distribution() -> None:
    # Half of 100 papers are right: 40 to 60 of a sample, by its tables.
    papers = [Counts(right, 1, 1) for right in (0, 1) for _ in range(50)]
    [(level, low, high)] = chance(scores(*papers))
    assert level == "entity"
    assert (low, high) == pytest.approx((0.4, 0.6), abs=0.011)


def test_more_papers_leave_less_to_chance() -> None:
    few, many = ([Counts(right, 1, 1) for right in (0, 1)] * count for count in (10, 1000))
    [(_, *wide)], [(_, *narrow)] = chance(scores(*few)), chance(scores(*many))
    assert wide[0] < narrow[0] < 0.5 < narrow[1] < wide[1]
