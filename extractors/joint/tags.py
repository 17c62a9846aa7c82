"""Tags of words (begin, inside, end or single word of each kind) and the best lawful sequence."""

import numpy as np
from numpy.typing import NDArray

from extractors.joint.schema import TYPES

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

KINDS = (*TYPES, "Value")
VALUE = KINDS.index("Value")
OUTSIDE = 0
TAGS = 1 + 4 * len(KINDS)
_BEGIN, _INSIDE, _END, _SINGLE = range(4)


def _tag(kind: int, part: int) -> int:
    return 1 + 4 * kind + part


def encode(spans: list[tuple[int, int, int]], length: int) -> Ints:
    """Tags [length] of spans (first word, last word, kind) that do not overlap."""
    tags = np.zeros(length, dtype=np.int64)
    for start, end, kind in spans:
        if start == end:
            tags[start] = _tag(kind, _SINGLE)
        else:
            tags[start + 1 : end] = _tag(kind, _INSIDE)
            tags[start], tags[end] = _tag(kind, _BEGIN), _tag(kind, _END)
    return tags


def _laws() -> tuple[Floats, Floats, Floats]:
    """What must not happen as scores: steps [tags, tags], first tags and last tags [tags]."""
    part = np.array([_SINGLE] + [p for _ in KINDS for p in range(4)])
    kind = np.array([-1] + [k for k in range(len(KINDS)) for _ in range(4)])
    opens = np.isin(part, (_BEGIN, _INSIDE))
    goes_on = np.isin(part, (_INSIDE, _END))
    same = kind[:, None] == kind[None, :]
    lawful = np.where(opens[:, None], goes_on[None, :] & same, ~goes_on[None, :])
    never = np.float32(-1e9)
    zero = np.float32(0)
    return (
        np.where(lawful, zero, never),
        np.where(goes_on, never, zero),
        np.where(opens, never, zero),
    )


_STEP, _FIRST, _LAST = _laws()


def viterbi(scores: Floats) -> Ints:
    """The best lawful tags [W] under log-probabilities [W, tags] (Viterbi 1967)."""
    tags = np.zeros(len(scores), dtype=np.int64)
    if not len(scores):
        return tags
    best = scores[0] + _FIRST
    back = np.zeros(scores.shape, dtype=np.int64)
    columns = np.arange(scores.shape[1])
    for place in range(1, len(scores)):
        paths = best[:, None] + _STEP
        back[place] = paths.argmax(axis=0)
        best = paths[back[place], columns] + scores[place]
    tags[-1] = (best + _LAST).argmax()
    for place in range(len(scores) - 1, 0, -1):
        tags[place - 1] = back[place, tags[place]]
    return tags


def spans(tags: Ints) -> list[tuple[int, int, int]]:
    """Spans (first word, last word, kind) of lawful tags."""
    found, start = [], 0
    for place, value in enumerate(tags.tolist()):
        if value == OUTSIDE:
            continue
        kind, part = divmod(value - 1, 4)
        if part in (_BEGIN, _SINGLE):
            start = place
        if part in (_END, _SINGLE):
            found.append((start, place, kind))
    return found


def span_scores(scores: Floats, start: int, end: int) -> Floats:
    """Mean log-probability of a span's words under each kind, and outside: [kinds + 1]."""
    rows = scores[start : end + 1]
    length = len(rows)
    parts = [_SINGLE] if length == 1 else [_BEGIN, *[_INSIDE] * (length - 2), _END]
    by_kind = rows[:, 1:].reshape(length, len(KINDS), 4)[np.arange(length), :, parts]
    return np.append(by_kind.mean(axis=0), rows[:, OUTSIDE].mean()).astype(np.float32)
