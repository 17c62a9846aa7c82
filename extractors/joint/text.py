"""A text as the model sees it: words, word pieces, shapes and sentences, with offsets."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.joint.gazetteer import TAGS, KnownNames
from kg.sentences import sentence_spans

Ints = NDArray[np.int64]

_SHAPES = 8
_WORD, _PIECE = 0, _SHAPES
_TITLE = _PIECE + _SHAPES
_SENTENCE_START = _TITLE + 2
_KNOWN = _SENTENCE_START + 2
SHAPES = _KNOWN + 1 + TAGS
"""How many shapes there are; each has a learned vector that is added to its pieces' vectors."""

SHAPES_A_PIECE = 5


@dataclass(frozen=True)
class Document:
    """One text cut into words.

    ``words`` [W, 2] has the character span of each word, ``norms`` its normal form, ``sentence``
    [W] the number of its sentence in ``sentences`` [S, 2]. ``ids`` [L] are word pieces without
    special ones, ``shapes`` [L, 5] their shapes, ``first`` [W] each word's first piece.
    """

    text: str
    words: Ints
    norms: tuple[str, ...]
    sentence: Ints
    sentences: Ints
    ids: Ints
    shapes: Ints
    first: Ints

    def surface(self, start: int, end: int) -> str:
        """The text from word ``start`` to word ``end``, both included."""
        return self.text[self.words[start, 0] : self.words[end, 1]]

    def words_at(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and the last word that a character span touches; None if it touches none."""
        first = int(np.searchsorted(self.words[:, 1], start, side="right"))
        last = int(np.searchsorted(self.words[:, 0], end, side="left")) - 1
        return (first, last) if first <= last else None


def normal(name: str) -> str:
    """``name`` with case, punctuation and a plural s folded away; may be empty.

    Unlike :func:`kg.linking.normalise.normalise` it gives the same for a run of words as for its
    words one by one.
    """
    words = re.sub(r"[\W_]+", " ", name.lower()).split()
    plural = [len(w) > 3 and w.endswith("s") and not w.endswith("ss") for w in words]
    return " ".join(w[:-1] if cut else w for w, cut in zip(words, plural, strict=True))


def shape(word: str) -> int:
    """How ``word`` is written.

    1 lower case, 2 capitalised, 3 capitals, 4 mixed, 5 digits, 6 letters and digits, 7 neither,
    0 anything else.
    """
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 3 if len(word) > 1 else 2
        return 2 if word[0].isupper() and word[1:].islower() else 4
    if word.isdigit():
        return 5
    if word.isalnum():
        return 6
    return 0 if any(char.isalnum() for char in word) else 7


def read(text: str, tokenizer: Any, known: KnownNames) -> Document:
    """Cut ``text`` into a :class:`Document`.

    Args:
        text: title and abstract, a line each.
        tokenizer: the encoder's (``tokenizers.Tokenizer``), without padding or cutting.
        known: names from annotated texts; in training without this very text, which must look
            like one that is unseen.
    """
    encoding = tokenizer.encode(text, add_special_tokens=False)
    numbers = np.array([-1 if n is None else n for n in encoding.word_ids], dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    first = np.flatnonzero(np.diff(numbers, prepend=-2))
    last = np.append(first[1:], len(numbers))[: len(first)] - 1
    words = np.stack([offsets[first, 0], offsets[last, 1]], axis=1)
    sentences = np.array(sentence_spans(text), dtype=np.int64).reshape(-1, 2)
    sentence = np.searchsorted(sentences[:, 0], words[:, 0], side="right") - 1
    strings = [text[start:end] for start, end in words]
    norms = tuple(normal(string) for string in strings)
    of_words = np.stack(
        [
            _WORD + np.array([shape(string) for string in strings], dtype=np.int64),
            _TITLE + (sentence == 0),
            _SENTENCE_START + (np.diff(sentence, prepend=-1) > 0),
            _KNOWN + known.tag(norms),
        ],
        axis=1,
    )
    of_pieces = _PIECE + np.array([shape(text[s:e]) for s, e in offsets], dtype=np.int64)
    shapes = np.column_stack([np.repeat(of_words, last - first + 1, axis=0), of_pieces])
    ids = np.array(encoding.ids, dtype=np.int64)
    return Document(text, words, norms, sentence, sentences, ids, shapes, first)
