"""Texts as the shipped model cuts them into words, and the model itself."""

from functools import cache
from typing import Any

from tokenizers import Tokenizer

from extractors.joint import weights
from extractors.joint.candidates import Place
from extractors.joint.gazetteer import KnownNames
from extractors.joint.reader import Reader
from extractors.joint.text import Document, read

FILLER = "The weather was fine and the owls slept in the old barn until the evening came. "
"""A sentence of 17 pieces that names nothing; a window holds thirty."""

NOTHING_KNOWN = KnownNames({})

reader = cache(Reader)


@cache
def tokenizer() -> Any:
    """The shipped one."""
    return Tokenizer.from_file(str(weights.FOLDER / "tokenizer.json"))


def document(text: str, known: KnownNames = NOTHING_KNOWN) -> Document:
    """``text`` as the model reads it."""
    return read(text, tokenizer(), known)


def place(read: Document, name: str, nth: int = 0) -> Place:
    """First and last word of the ``nth`` time that ``name`` stands in the text."""
    start = -1
    for _ in range(nth + 1):
        start = read.text.index(name, start + 1)
    found = read.words_at(start, start + len(name))
    assert found is not None
    assert read.surface(*found) == name
    return found
