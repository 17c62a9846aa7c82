"""How the learned steps see the words around names."""

import pytest

from extractors.reading import MAX_MENTIONS, Place, Reading, shape
from extractors.tokenizer import blank
from kg.annotations import occurrences

TEXT = (
    "OwlNet at Night\n"
    "We test OwlNet on ImageNet, COCO and GLUE. Owls sleep. In short, CrowNet is worse than OwlNet."
)


def reading(*names: str, text: str = TEXT) -> Reading:
    return Reading(blank()(text), {name: occurrences(name, text) for name in names})


READ = reading("OwlNet", "ImageNet", "COCO", "GLUE", "CrowNet")


def context(name: str, nth: int = 0) -> set[str]:
    return set(READ.context(READ.places[name][nth]))


@pytest.mark.parametrize(
    ("name", "nth", "seen"),
    [
        pytest.param("OwlNet", 0, {"left ^", "right at", "sentence 0"}, id="at the beginning"),
        pytest.param("OwlNet", 1, {"left test", "left we test", "right on"}, id="within"),
        pytest.param("OwlNet", 2, {"left than", "right .", "right . $", "sentence 3"}, id="end"),
        pytest.param("CrowNet", 0, {"after worse", "after compare"}, id="cues behind"),
        pytest.param("ImageNet", 0, {"before own", "before evaluate"}, id="cues before"),
    ],
)
def test_context(name: str, nth: int, seen: set[str]) -> None:
    assert seen <= context(name, nth)


@pytest.mark.parametrize("name", ["ImageNet", "COCO", "GLUE"])
def test_all_members_of_a_list_have_the_same_governor(name: str) -> None:
    assert "governor owlnet on" in context(name)


def test_context_ends_with_the_sentence() -> None:
    owls = reading("Owls")
    assert {"left ^", "left ^ ^", "right sleep", "right sleep ."} <= set(
        owls.context(owls.places["Owls"][0])
    )


def test_between_two_names_of_one_sentence() -> None:
    crow, owl = READ.places["CrowNet"][0], READ.places["OwlNet"][2]
    there, back = set(READ.between(crow, owl)), set(READ.between(owl, crow))
    assert {"then worse", "then compare", "then between: is worse than"} <= there
    assert {item.replace("after", "then", 1) for item in back} == there


def test_between_says_that_other_names_stand_there() -> None:
    owl, glue = READ.places["OwlNet"][1], READ.places["GLUE"][0]
    assert "then over entity" in set(READ.between(owl, glue))


@pytest.mark.parametrize(
    ("one", "other", "seen"),
    [
        (("OwlNet", 0), ("GLUE", 0), ["apart 1"]),
        (("GLUE", 0), ("OwlNet", 0), ["apart -1"]),
        (("OwlNet", 0), ("CrowNet", 0), ["apart 3"]),
    ],
)
def test_between_sentences(one: tuple[str, int], other: tuple[str, int], seen: list[str]) -> None:
    (a, n), (b, m) = one, other
    assert list(READ.between(READ.places[a][n], READ.places[b][m])) == seen


@pytest.mark.parametrize(
    ("one", "other", "nth"),
    [
        pytest.param("ImageNet", "OwlNet", 1, id="in the same sentence"),
        pytest.param("CrowNet", "OwlNet", 2, id="in another one"),
    ],
)
def test_nearest(one: str, other: str, nth: int) -> None:
    found = READ.nearest(READ.places[one], READ.places[other])
    assert found == (READ.places[one][0], READ.places[other][nth])


def test_one_sentence_is_nearer_than_a_few_words() -> None:
    read = reading("A1", "B2", text="T\nWe like A1. B2 is good but long ago we all liked old A1.")
    assert read.nearest(read.places["A1"], read.places["B2"])[0] == read.places["A1"][1]


def test_a_span_within_a_token_is_that_token() -> None:
    read = reading(text="Owls\nThey sing.")
    assert read.place((7, 8)) == Place(2, 3, 1)


def test_of_very_many_mentions_the_first_are_read() -> None:
    assert len(reading("owl", text="Owls\n" + "an owl " * 500).places["owl"]) == MAX_MENTIONS


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("OwlNet", "coined"),
        ("OWL", "coined"),
        ("Owl net", "capitalised"),
        ("owl net", "lower"),
        ("owl 2", "digits"),
        ("Owl-Net", "coined"),
        ("Ärger", "capitalised"),
        ("深度", "lower"),
    ],
)
def test_shape(name: str, look: str) -> None:
    assert shape(name) == look
