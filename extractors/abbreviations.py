"""Abbreviations that a text itself defines: ``Proximal Policy Optimization (PPO)``.

The algorithm is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text" (PSB 2003): a short form in parentheses is matched, from its last
character to its first, with the words before it. One thing is added: where the initials of the
words spell the short form they win, so that PPO is not found within ``Policy Optimization``.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.doc import layout
from kg.records import Span

_PARENTHESES = re.compile(r"\s?\(\s*([^()\n]{1,60}?)\s*(?:[;,][^()\n]*)?\)")
_WORD = re.compile(r"(?<!\S)[(\[\"'`]*(?P<word>\S+?)[\"'`]*(?!\S)")
"""What white space divides, without the quotes around it and brackets before it."""

_PART = re.compile(r"\w+")


@Language.component("abbreviations", assigns=["doc._.abbreviations"])
def abbreviations(doc: Doc) -> Doc:
    """Write the text's (short form, long form) pairs to ``doc._.abbreviations``."""
    doc._.abbreviations = tuple(find_abbreviations(layout(doc).text))
    return doc


def find_abbreviations(text: str) -> Iterator[tuple[Span, Span]]:
    """Pairs of the spans of a short form and of the long form that stands before it.

    ``long form (SF)`` and ``SF (long form)`` both count; a plural s of the short form
    (``LLMs``) need not be matched.
    """
    for match in _PARENTHESES.finditer(text):
        inner = Span(*match.span(1))
        before = text[: match.start()]
        sentence_start = max(before.rfind(mark) for mark in (". ", "\n", "; ")) + 1
        if _may_be_short(match[1]):
            end = len(before.rstrip("\"'`"))
            start = _long_form_start(match[1], text, sentence_start, end)
            if start is not None:
                yield inner, Span(start, end)
        elif (words := list(_WORD.finditer(before))) and _may_be_short(words[-1]["word"]):
            short = Span(*words[-1].span("word"))
            if _long_form_start(words[-1]["word"], text, *inner) == inner.start:
                yield short, inner


def _may_be_short(text: str) -> bool:
    """At most two words and two to ten characters: the bounds of the paper; one is a capital."""
    return (
        2 <= len(text) <= 10
        and len(text.split()) <= 2
        and any(char.isupper() for char in text)
        and text[0].isalnum()
    )


def _long_form_start(short: str, text: str, low: int, high: int) -> int | None:
    """Start of the long form of ``short`` that ends at ``high``, not before ``low``; None if none.

    The long form has at most min(n + 5, 2 n) words for n letters, as in the paper.
    """
    letters = [char.lower() for char in short if char.isalnum()]
    if len(letters) > 2 and short[-1] == "s" and short[-2].isupper():
        letters.pop()
    words = [match.start("word") + low for match in _WORD.finditer(text[low:high])]
    words = words[-min(len(letters) + 5, 2 * len(letters)) :]
    start = _spelled_by_initials(letters, text[:high], words)
    if start is None and words:
        start = _spelled_within(letters, text, words[0], high)
    if start is None or high - start <= len(short) or short in text[start:high].split():
        return None
    return start


def _spelled_by_initials(letters: list[str], text: str, words: list[int]) -> int | None:
    """Start of the last words whose initials are ``letters``; parts after hyphens are words."""
    for start in reversed(words):
        initials = [part[0].lower() for part in _PART.findall(text[start:])]
        if initials == letters:
            return start
    return None


def _spelled_within(letters: list[str], text: str, low: int, high: int) -> int | None:
    """Start of the shortest text up to ``high`` that holds ``letters``, the first as an initial."""
    position = high
    for index in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= low and not (
            text[position].lower() == letters[index]
            and (index > 0 or position == low or not text[position - 1].isalnum())
        ):
            position -= 1
        if position < low:
            return None
    return _word_start(text, position, low)


def _word_start(text: str, position: int, low: int) -> int:
    """Start of the word (hyphens count as within it) that ``position`` lies in."""
    while (
        position > low and not text[position - 1].isspace() and text[position - 1] not in "([\"'`"
    ):
        position -= 1
    return position
