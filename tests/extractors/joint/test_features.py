"""What the model is told of names and pairs besides their vectors: checked by what differs."""

import re

import numpy as np
import pytest

from extractors.joint import features, tags
from extractors.joint.candidates import Group, Places
from extractors.joint.gazetteer import KnownNames
from extractors.joint.text import normal
from tests.extractors.joint.documents import NOTHING_KNOWN, document, place

TEXT = (
    "OwlNet at Night\n"
    "Owl song indexing (OSI) is old. OwlNet (ours) does OSI. It is fast. CrowNet is not. Unlike it."
)
READ = document(TEXT)


def at(*names: str) -> Places:
    return tuple(place(READ, name) for name in names)


def same(text: str) -> list[float]:
    """The features of the names at the beginning and at the end of ``text``."""
    read = document(text)
    one, other = re.split(r" and | \(by day\) | \(", text.removesuffix(")"))
    a = Group(normal(one), (place(read, one),))
    b = Group(normal(other), (place(read, other, text.count(other) - 1),))
    found = features.same(read, a, b)
    assert found.shape == (features.SAME,)
    assert np.array_equal(found, features.same(read, b, a)), "either name may come first"
    return found.tolist()


JOINED, STARTS, ENDS, WITHIN, LAST, FIRST, INITIALS, LETTERS, EXPLAINED = range(9)
DIGITS = 10


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        pytest.param("owl song (OS)", {INITIALS, LETTERS, EXPLAINED}, id="defined"),
        pytest.param("owl song and OS", {INITIALS, LETTERS}, id="initials"),
        pytest.param("owl song (by day) OS", {INITIALS, LETTERS}, id="other brackets between"),
        pytest.param("OwlNet and Owl-Net", {JOINED, STARTS, ENDS, LETTERS}, id="hyphen"),
        pytest.param("OwlNet and OwlNetV2", {STARTS, LETTERS}, id="version"),
        pytest.param("arm control and control", {ENDS, WITHIN, LAST}, id="shortened"),
        pytest.param("owl and crow", set(), id="nothing in common"),
    ],
)
def test_what_hints_at_one_thing(text: str, hints: set[int]) -> None:
    found = same(text)
    assert {hint for hint in range(EXPLAINED + 1) if found[hint]} == hints


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [("Llama-2", "Llama-3", False), ("Llama-3-8B", "Llama-3-8B", True), ("GPT-4", "GPT", False)],
)
def test_numbers_tell_versions_apart(one: str, other: str, equal: bool) -> None:
    assert bool(same(f"{one} and {other}")[DIGITS]) == equal


def test_two_things_in_one_sentence_in_order() -> None:
    owlnet, osi = at("OwlNet (ours)")[0], place(READ, "OSI", 1)
    owlnet = (owlnet[0], owlnet[0])
    there, around = features.pair(READ, (owlnet,), (osi,))
    back, _ = features.pair(READ, (osi,), (owlnet,))
    assert there[0] == back[0] == 1
    assert (there[features.ORDER], back[features.ORDER]) == (1, 0)
    assert there[features.DISTANCE] == back[features.DISTANCE]
    assert READ.surface(around[0], around[1] - 1) == "OwlNet (ours) does OSI"


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("OwlNet at Night", "CrowNet", 3),
        ("OwlNet (ours)", "fast", 1),
        ("OwlNet (ours)", "CrowNet", 2),
        ("fast", "CrowNet", 1),
    ],
)
def test_sentences_apart(one: str, other: str, apart: int) -> None:
    found, _ = features.pair(READ, at(one), at(other))
    assert found[:4].tolist() == [float(n == apart) for n in range(4)]


def test_the_nearest_mentions_count() -> None:
    far, near = place(READ, "OwlNet"), place(READ, "fast")
    both, around = features.pair(READ, (far, near), at("CrowNet"))
    alone, _ = features.pair(READ, (near,), at("CrowNet"))
    assert both[features.DISTANCE] == alone[features.DISTANCE]
    assert READ.surface(around[0], around[1] - 1) == "fast. CrowNet"


def told(name: str, known: KnownNames = NOTHING_KNOWN, nth: int = 0) -> list[float]:
    scores = np.zeros((len(READ.words), tags.TAGS), np.float32)
    found = features.name(READ, (place(READ, name, nth),), [normal(name)], scores, known)
    assert found.shape == (features.NAME,)
    return found[-11:].tolist()


SHARE, _, TITLE, LAST_SENTENCE, _, _, CAPITALS, _, BRACKETS = range(9)


def test_place_and_writing_of_a_name() -> None:
    assert told("OwlNet")[TITLE] == 1
    assert told("CrowNet")[TITLE] == told("CrowNet")[LAST_SENTENCE] == 0
    assert told("Unlike")[LAST_SENTENCE] == 1
    assert [told("OSI")[CAPITALS], told("fast")[CAPITALS]] == [1, 0]
    assert [told("OSI")[BRACKETS], told("OSI", nth=1)[BRACKETS]] == [1, 0]


def test_how_often_a_known_name_is_one() -> None:
    known = KnownNames({"owlnet": (2, 1, 0, 0, 0, 0, 4)})
    assert told("OwlNet", known)[SHARE] == 0.75
    assert told("CrowNet", known)[SHARE] == 0
