import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.joint.encoder import WINDOW, windows
from extractors.joint.tags import Floats
from tests.extractors.joint.documents import FILLER, reader


@given(st.integers(1, 4000))
def test_windows_cover_the_text_and_do_not_pass_its_end(length: int) -> None:
    starts = windows(length)
    covered = {piece for start in starts for piece in range(start, min(start + WINDOW, length))}
    assert covered == set(range(length))
    assert starts == sorted(set(starts))
    assert starts[-1] + WINDOW <= max(length, WINDOW)


@given(st.integers(WINDOW + 1, 4000), st.data())
def test_every_word_has_neighbours_on_both_sides_in_some_window(
    length: int, data: st.DataObject
) -> None:
    word = data.draw(st.integers(0, length - 1))
    near = min(63, word), min(63, length - 1 - word)
    assert any(
        start <= word - near[0] and word + near[1] < start + WINDOW for start in windows(length)
    )


WORDS = "We evaluate PPO on ImageNet and report BLEU with care"


def vectors(before: int, after: int) -> Floats:
    """The directions of the vectors of :data:`WORDS`, with so many sentences around them."""
    document, x = reader().encode(f"Owls\n{FILLER * before}{WORDS}. {FILLER * after}")
    start = document.text.index(WORDS)
    first, last = document.words_at(start, start + len(WORDS))
    found = x[first : last + 1]
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(0, 40, id="at the beginning"),
        *(pytest.param(n, 40 - n, id=f"{n} sentences in") for n in range(20, 32, 2)),
        pytest.param(40, 0, id="at the end"),
        pytest.param(29, 1, id="little more than a window"),
    ],
)
def test_every_word_has_its_own_vector_wherever_it_stands(before: int, after: int) -> None:
    alike = vectors(before, after) @ vectors(3, 3).T
    assert alike.argmax(axis=1).tolist() == list(range(len(WORDS.split())))
