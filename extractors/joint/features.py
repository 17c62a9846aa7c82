"""What a pooled vector does not show of names and of pairs: counts, places, writing."""

import re
from collections.abc import Sequence

import numpy as np

from extractors.joint import tags
from extractors.joint.candidates import Group, Place, Places
from extractors.joint.gazetteer import KnownNames
from extractors.joint.schema import TYPES
from extractors.joint.text import Document

NAME = 2 * (len(tags.KINDS) + 1) + len(TYPES) + 1 + 11
SAME = 12
PAIR = 10
DISTANCE, ORDER = 5, 6
"""Where in the features of a pair these two stand."""

_WIDEST = 40


def name(
    document: Document,
    places: Places,
    forms: Sequence[str],
    scores: tags.Floats,
    known: KnownNames,
) -> tags.Floats:
    """Features [NAME] of a name, or of an entity with several: tags, known uses, place, writing."""
    tagged = np.stack([tags.span_scores(scores, *place) for place in places]) / 4.0
    counts = np.max([known.look_up(form) for form in forms], axis=0)
    letters = [char for char in document.surface(*places[0]) if char.isalpha()]
    sentences = {int(document.sentence[start]) for start, _ in places}
    rest = [
        counts[:-1].sum() / max(counts[-1], 1.0),
        np.log1p(len(places)),
        0 in sentences,
        int(document.sentence[-1]) in sentences,
        places[0][0] / len(document.words),
        np.log(places[0][1] - places[0][0] + 1.0),
        sum(char.isupper() for char in letters) / max(len(letters), 1),
        any(char.isdigit() for char in document.surface(*places[0])),
        any(_bracketed(document, place) for place in places),
        len(forms) > 1,
        1 in sentences,
    ]
    parts = [tagged.mean(axis=0), tagged.max(axis=0), np.log1p(counts) / 3.0, rest]
    return np.concatenate(parts).astype(np.float32)


def _bracketed(document: Document, place: Place) -> bool:
    start, end = document.words[place[0], 0], document.words[place[1], 1]
    return document.text[start - 1] == "(" and document.text[end : end + 1] == ")"


def same(document: Document, a: Group, b: Group) -> tags.Floats:
    """Features [SAME] of two names that may be one entity's."""
    words_a, words_b = a.form.split(), b.form.split()
    short, long = sorted(
        (words_a, words_b), key=lambda words: (len("".join(words)), len(words), words)
    )
    joined, whole = "".join(short), "".join(long)
    initials = "".join(word[0] for word in long)
    digits_a, digits_b = (set(re.findall(r"\d+", group.form)) for group in (a, b))
    return np.array(
        [
            joined == whole,
            whole.startswith(joined),
            whole.endswith(joined),
            set(short) <= set(long),
            short[-1] == long[-1],
            short[0] == long[0],
            len(short) == 1 and initials == joined,
            len(short) == 1 and joined[0] == whole[0] and _subsequence(joined, whole),
            _explained(document, a.places, b.places) or _explained(document, b.places, a.places),
            len(set(words_a) & set(words_b)) / len(set(words_a) | set(words_b)),
            digits_a == digits_b,
            (len(long) - len(short)) / 4.0,
        ],
        dtype=np.float32,
    )


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _explained(document: Document, names: Places, others: Places) -> bool:
    """Whether one of ``others`` stands in brackets right after one of ``names``."""
    ends = {end for _, end in names}
    return any(
        start - 2 in ends and document.surface(start - 1, start - 1) == "(" for start, _ in others
    )


def pair(document: Document, a: Places, b: Places) -> tuple[tags.Floats, tuple[int, int]]:
    """How two things stand to each other: features [PAIR].

    Returns:
        The features, and the words [from, to) around the two mentions that are nearest.
    """
    first, second = np.array(a), np.array(b)
    gap = np.maximum(first[:, None, 0] - second[:, 1], second[:, 0] - first[:, None, 1])
    row, column = np.unravel_index(int(gap.argmin()), gap.shape)
    near, far = first[row], second[column]
    sentences_a, sentences_b = document.sentence[first[:, 0]], document.sentence[second[:, 0]]
    apart = int(np.abs(sentences_a[:, None] - sentences_b).min())
    common = len(set(sentences_a.tolist()) & set(sentences_b.tolist()))
    distance = max(int(gap.min()), 0)
    features = np.array(
        [
            apart == 0,
            apart == 1,
            apart == 2,
            apart > 2,
            np.log1p(common),
            np.log1p(distance) / 2.0,
            near[0] < far[0],
            first[0, 0] < second[0, 0],
            (second[0, 0] - first[0, 0]) / len(document.words),
            common > 0 and distance <= 3,
        ],
        dtype=np.float32,
    )
    start, end = int(min(near[0], far[0])), int(max(near[1], far[1])) + 1
    return features, (start, min(end, start + _WIDEST))
