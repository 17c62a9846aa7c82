import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        (r"Schr\"odinger bridges", "Schrödinger bridges"),
        (r"Poincar\'{e} maps of Erd\H{o}s graphs", "Poincaré maps of Erdős graphs"),
        (r"{\'E}tale, na\"{\i}ve, \v{C}ech", "Étale, naïve, Čech"),
        (r"Stra\ss e and \O rsted", "Straße and Ørsted"),
        ("two\nlines\t and  \xa0 blanks", "two lines and blanks"),
        ("e\u0301 composed", "é composed"),
        ("NUL\x00 and\ufeff marks\u200b", "NUL and marks"),
        (r"$2.3\times$ and 50\% on $\mathcal{D}$", r"$2.3\times$ and 50\% on $\mathcal{D}$"),
        (r"\textbf{bold} stays, {so} do braces", r"\textbf{bold} stays, {so} do braces"),
    ],
)  # fmt: skip
def test_folds_accents_and_white_space_and_nothing_else(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


_LATEX = st.text(st.sampled_from("\\'\"`^~=.{}uvHcoOlLiaeAEsn \n$%"), max_size=30)


@given(st.text() | _LATEX)
def test_is_idempotent_and_composed(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())
