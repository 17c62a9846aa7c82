"""How a comparison ended, by the cue words of its sentence."""

from collections.abc import Iterator

from extractors.cues import cue
from kg.schema import Outcome

_NEGATIONS = frozenset("not never no cannot fail fails failed".split())


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
