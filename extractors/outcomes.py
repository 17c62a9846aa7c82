"""How a comparison ended: by who outperforms whom in its sentence, else by its cue words."""

import re
from collections.abc import Iterable, Iterator

from extractors.cues import cue
from kg.records import Span
from kg.schema import Outcome

_NEGATIONS = frozenset("not never no cannot fail fails failed".split())

_HEAD, _TAIL = "\x02", "\x03"
"""Stand for the two in their sentence: papers hold no control characters."""

_VERBS = "outperform|outclass|surpass|exceed"
_ACTIVE = rf"(?:\w+ly )?(?:(?:{_VERBS})(?:s|es|ed)?|beats?)\b"
_PASSIVE = rf"(?<!not )(?<!never )\b(?:(?:{_VERBS})ed|beaten)(?: \w+)? by\b(?! \d)"
_ORDERS = (
    "{loser}[^;]{{0,200}}?" + _PASSIVE + "[^,;:]{{0,80}}?{winner}",
    "{loser}[^;]{{0,200}}? wh(?:ich|om) (?:\\w+ ){{0,2}}{winner} " + _ACTIVE,
    "{winner} " + _ACTIVE + " (?:both |the )?{loser}",
)


def _orders(winner: str, loser: str) -> re.Pattern[str]:
    return re.compile("|".join(_ORDERS).format(winner=winner, loser=loser), re.IGNORECASE)


_WON, _LOST = _orders(_HEAD, _TAIL), _orders(_TAIL, _HEAD)


def stated(text: str, sentence: Span, head: Iterable[Span], tail: Iterable[Span]) -> Outcome | None:
    """The outcome for the head where the sentence says outright which of the two beats the other.

    Args:
        text: the whole text.
        sentence: the place of the sentence in it.
        head: the mentions of the one.
        tail: the mentions of the other.
    """
    marked = _marked(text, sentence, head, tail)
    won, lost = _WON.search(marked), _LOST.search(marked)
    if bool(won) == bool(lost):
        return None
    return Outcome.BETTER if won else Outcome.WORSE


def _marked(text: str, sentence: Span, head: Iterable[Span], tail: Iterable[Span]) -> str:
    """The sentence with a sign in the place of each mention of the two."""
    places = sorted([*((*span, _HEAD) for span in head), *((*span, _TAIL) for span in tail)])
    at, parts = sentence.start, []
    for start, end, sign in places:
        if at <= start and end <= sentence.end:
            parts += [text[at:start], sign]
            at = end
    return "".join(parts) + text[at : sentence.end]


def outcome(sentence: str) -> Outcome:
    """The outcome for the head; better is what papers report unless they say otherwise."""
    cues = set(_cues(sentence))
    if "worse" in cues and "better" not in cues:
        return Outcome.WORSE
    if "similar" in cues and "better" not in cues:
        return Outcome.SIMILAR
    return Outcome.BETTER if "better" in cues else Outcome.UNSTATED


def _cues(sentence: str) -> Iterator[str | None]:
    """What the words hint at, but for those just behind a negation ("does not outperform")."""
    words = [word.strip(".,;:()") for word in sentence.lower().replace("—", " ").split()]
    before: list[str] = []
    for word in words:
        if "only" in before[-2:] or _NEGATIONS.isdisjoint(before[-2:]):
            yield cue(word) or cue(word.removesuffix("s"))
        if not word.endswith("ly") or word == "only":
            before.append(word)
