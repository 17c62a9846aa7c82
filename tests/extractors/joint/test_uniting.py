"""Which names of a text the joint model takes for one entity's."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.joint.candidates import Places
from extractors.joint.uniting import Pair, definitions, log_odds, unite
from tests.extractors.joint.documents import document

TEXT = "We add owl song indexing (OSI) to nightly crow counting (NCC). OSI helps."
OSI, LONG_OSI, NCC, LONG_NCC = 0, 1, 2, 3
NAMES: dict[int, Places] = {
    OSI: ((6, 6), (16, 16)),
    LONG_OSI: ((2, 4),),
    NCC: ((13, 13),),
    LONG_NCC: ((9, 11),),
}


def test_names_of_the_text_stand_where_this_file_says() -> None:
    read = document(TEXT)
    found = {n: {read.surface(*place) for place in places} for n, places in NAMES.items()}
    assert found == {
        OSI: {"OSI"},
        LONG_OSI: {"owl song indexing"},
        NCC: {"NCC"},
        LONG_NCC: {"nightly crow counting"},
    }


def test_short_forms_are_found_with_what_they_stand_for() -> None:
    assert definitions(document(TEXT), NAMES) == {(OSI, LONG_OSI), (NCC, LONG_NCC)}


def test_a_definition_outweighs_the_model() -> None:
    defined = definitions(document(TEXT), NAMES)
    doubted = {(OSI, LONG_OSI): -4.0, (NCC, LONG_NCC): -4.0, (OSI, NCC): 4.0}
    united = unite(sorted(NAMES), log_odds(doubted, defined))
    assert united == [[OSI, LONG_OSI], [NCC, LONG_NCC]]


def test_two_short_forms_with_definitions_of_their_own_are_two_things() -> None:
    defined = definitions(document(TEXT), NAMES)
    alike = {(OSI, NCC): 7.0, (LONG_OSI, LONG_NCC): 6.0}
    united = unite(sorted(NAMES), log_odds(alike, defined))
    assert united == [[OSI, LONG_OSI], [NCC, LONG_NCC]]


def test_a_chain_does_not_join_its_ends() -> None:
    weights = {(0, 1): 1.0, (1, 2): 0.9, (0, 2): -5.0}
    assert unite(range(3), weights) == [[0, 1], [2]]


def test_the_likeliest_pair_is_joined_first() -> None:
    assert unite(range(3), {(0, 1): 1.0, (1, 2): 2.0, (0, 2): -5.0}) == [[0], [1, 2]]


@st.composite
def weighed(draw: st.DrawFn) -> tuple[int, dict[Pair, float]]:
    count = draw(st.integers(1, 6))
    pairs = [(a, b) for b in range(count) for a in range(b)]
    return count, {pair: draw(st.floats(-5, 5).map(lambda x: round(x, 2))) for pair in pairs}


@given(weighed())
def test_every_name_is_of_one_entity(given: tuple[int, dict[Pair, float]]) -> None:
    count, weights = given
    assert sorted(chain.from_iterable(unite(range(count), weights))) == list(range(count))


@given(weighed())
def test_more_speaks_for_an_entity_than_against_it(given: tuple[int, dict[Pair, float]]) -> None:
    count, weights = given
    for cluster in unite(range(count), weights):
        inside = [weight for pair, weight in weights.items() if {*pair} <= {*cluster}]
        assert sum(inside) > 0 or len(cluster) == 1


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_unite(count: int) -> None:
    assert unite(range(count), {}) == [[0]] * count
