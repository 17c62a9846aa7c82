from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.joint.gazetteer import NO_MATCH, KnownNames
from extractors.joint.text import SHAPES, normal, shape
from tests.extractors.joint.documents import document


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in document(text).words]


@given(st.text(max_size=40), st.text(max_size=40))
def test_normal_form_of_a_run_is_that_of_its_words(one: str, other: str) -> None:
    joined = " ".join(part for part in (normal(one), normal(other)) if part)
    assert normal(f"{one} {other}") == joined


@pytest.mark.parametrize(
    ("name", "form"),
    [
        pytest.param("Graph-Networks", "graph network", id="hyphen and plural"),
        pytest.param("LLMs", "llm", id="plural of a short form"),
        pytest.param("GPUs", "gpu", id="and of another"),
        pytest.param("RNS", "rns", id="three letters keep theirs"),
        pytest.param("cross-loss", "cross loss", id="ss is no plural"),
        pytest.param("snake_case", "snake case", id="underscore"),
        pytest.param("Qwen2.5-VL", "qwen2 5 vl", id="version"),
        pytest.param("–*–", "", id="only signs"),
        pytest.param("Ärzte", "ärzte", id="letters beyond English"),
    ],
)
def test_normal_form(name: str, form: str) -> None:
    assert normal(name) == form


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("owl", 1),
        ("Owl", 2),
        ("A", 2),
        ("OWL", 3),
        ("OwlNet", 4),
        ("iOwl", 4),
        ("42", 5),
        ("v3", 6),
        ("-", 7),
        ("±", 7),
        ("a-b", 0),
        ("深度", 4),
    ],
)
def test_shapes(word: str, number: int) -> None:
    assert shape(word) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bi-LSTM (v2)", ["Bi", "-", "LSTM", "(", "v2", ")"]),
        ("91.5%", ["91", ".", "5", "%"]),
        ("a\u00a0b\u2009c", ["a", "b", "c"]),
        ("深度 Net", ["深", "度", "Net"]),
        ("owl 🦉 song", ["owl", "🦉", "song"]),
        ("use <mask> here", ["use", "<mask>", "here"]),
        ("a" * 300 + " b", ["a" * 300, "b"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_title_is_a_sentence_of_its_own_even_without_a_full_stop() -> None:
    read = document("Owls at night\nThey sing, e.g. loudly. We listen.")
    assert read.sentence[[0, 2]].tolist() == [0, 0]
    assert [read.surface(n, n) for n in np.flatnonzero(np.diff(read.sentence)) + 1] == [
        "They",
        "We",
    ]


def test_the_first_piece_of_a_word_is_its_own() -> None:
    read = document("antidisestablishmentarianism of owls")
    assert len(read.ids) > len(read.words)
    assert read.first[0] == 0
    assert (np.diff(read.first) > 0).all()


def test_known_names_are_seen_by_the_encoder() -> None:
    known = KnownNames({"owl song": (0, 0, 0, 0, 5, 0, 5)})
    seen = document("the Owl Songs", known).shapes
    plain = document("the Owl Songs").shapes
    changed = np.flatnonzero((seen != plain).any(axis=1))
    assert changed.tolist() == list(range(int(document("the").first[-1]) + 1, len(plain)))
    assert (plain[:, 3] - plain[0, 3] == NO_MATCH).all()


@pytest.mark.parametrize(
    ("name", "touched"),
    [
        pytest.param("OwlNet", "OwlNet", id="a word"),
        pytest.param("wlNe", "OwlNet", id="within a word"),
        pytest.param("t (a", "OwlNet (again", id="across words"),
        pytest.param(" ", None, id="between words"),
    ],
)
def test_words_at_a_span(name: str, touched: str | None) -> None:
    read = document("We use OwlNet (again).")
    start = read.text.index(name)
    found = read.words_at(start, start + len(name))
    assert (read.surface(*found) if found else None) == touched


@given(st.text(max_size=60))
def test_every_text_is_cut_where_it_stands(text: str) -> None:
    read = document(text)
    spans = read.words.tolist()
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert len(read.norms) == len(read.sentence) == len(read.first) == len(spans)
    assert len(read.ids) == len(read.shapes)
    assert ((read.shapes >= 0) & (read.shapes < SHAPES)).all()
    assert ((read.sentence >= 0) & (read.sentence < max(len(read.sentences), 1))).all()
    assert not any(text[start].isspace() or text[end - 1].isspace() for start, end in spans)
