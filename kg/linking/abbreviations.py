"""Short forms and the long forms that papers write them out as."""

import re
from functools import lru_cache

from kg.linking.normalise import compact

_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,12})\)")
_LITTLE = frozenset("a an and as at by for from in of on or the to via with".split())
_SOUNDS_LIKE = {"2": "to", "x": "ex", "n": "and"}
_LONGEST = 12


@lru_cache(maxsize=1 << 18)
def abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` can be read as an abbreviation of ``long``; both are normal forms.

    The short form is cut into pieces, each the first letter of a word of the long form with, in
    order, any further letters of that word (``ViT``, ``LoRA``, ``3DGS``); at most a third of the
    words go without, little ones not counted. Stricter than Schwartz and Hearst ("A simple
    algorithm for identifying abbreviation definitions", 2003), which trusts the brackets.
    """
    letters, words = compact(short), long.split()
    if not 2 <= len(letters) <= _LONGEST or len(words) < 2 or " " in short or short in words:
        return False
    skippable = max(1, len(words) // 3)
    reached = {(0, 0)}  # (letters read, words skipped)
    for position, word in enumerate(words):
        reached = {
            state
            for read, skipped in reached
            for state in _after(word, letters, read, skipped)
            if state[1] <= skippable and (position or state[0])
        }
    return any(read == len(letters) for read, _ in reached) and letters != compact(long)


def _after(word: str, letters: str, read: int, skipped: int) -> list[tuple[int, int]]:
    states = [(read, skipped + (word not in _LITTLE))]
    if read < len(letters) and word.startswith(_SOUNDS_LIKE.get(letters[read], letters[read])):
        states.append((read + 1, skipped))
    if read < len(letters) and word[0] == letters[read]:
        place, end = 0, read
        while end < len(letters) and (place := word.find(letters[end], place) + 1):
            end += 1
            states.append((end, skipped))
    return states


def without_brackets(name: str) -> tuple[str, str]:
    """``name`` without a short form in brackets, and that short form or an empty string.

    ``Language model (LM) agents`` gives ``Language model agents`` and an empty string: there the
    brackets shorten a part only.
    """
    match = _IN_BRACKETS.search(name)
    if not match:
        return name, ""
    before, after = name[: match.start()], name[match.end() :].strip()
    return f"{before} {after}".strip(), "" if after else match[1]
