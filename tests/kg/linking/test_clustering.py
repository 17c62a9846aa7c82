from itertools import permutations

import hypothesis.strategies as st
from hypothesis import given

from kg.linking.clustering import CERTAIN, Mark, cluster
from kg.schema import DATA, METHODS

PLAIN = Mark(METHODS, None)


def test_a_chain_answers_to_all_its_pairs() -> None:
    pairs = [(0, 1, 3.0), (1, 2, 2.0), (0, 2, -4.0)]
    assert cluster(pairs, [PLAIN] * 3) == [0, 0, 2]


def test_many_weak_pairs_outweigh_one_doubt() -> None:
    pairs = [(0, 1, 3.0), (2, 3, 3.0), (0, 2, 1.0), (1, 3, 1.0), (0, 3, -1.5)]
    assert cluster(pairs, [PLAIN] * 4) == [0, 0, 0, 0]


def test_marks_do_not_meet_through_a_third() -> None:
    marks = [Mark(METHODS, ("2",)), PLAIN, Mark(METHODS, ("3",))]
    assert cluster([(0, 1, 3.0), (1, 2, 2.0)], marks) == [0, 0, 2]


def test_a_person_overrules_numbers_but_not_kinds() -> None:
    two, three = Mark(METHODS, ("2",)), Mark(METHODS, ("3",))
    assert cluster([(0, 1, CERTAIN)], [two, three]) == [0, 0]
    assert cluster([(0, 1, CERTAIN)], [two, Mark(DATA, ("2",))]) == [0, 1]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(-3, 3)), max_size=9))
def test_the_order_of_pairs_does_not_matter(raw: list[tuple[int, int, int]]) -> None:
    weights = {(min(a, b), max(a, b)): float(w) for a, b, w in raw if a != b}
    pairs = [(a, b, w) for (a, b), w in weights.items()]
    expected = cluster(pairs, [PLAIN] * 6)
    for order in list(permutations(pairs))[:20]:
        assert cluster(order, [PLAIN] * 6) == expected
    assert all(expected[head] == head for head in expected)
