"""Sentences of a text, as character spans."""

import re
from bisect import bisect_right
from operator import attrgetter

from kg.records import Span

_START = attrgetter("start")

_BOUNDARY = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[$]*[A-Z0-9])|\n")
_ABBREVIATIONS = frozenset(
    "e.g. i.e. etc. vs. cf. al. fig. figs. eq. eqs. sec. tab. no. approx. resp. dr. prof. st. "
    "w.r.t. a.k.a. viz. ca. ref. refs.".split()
)


def sentence_spans(text: str) -> list[Span]:
    """Split ``text`` into sentences.

    A line break always ends a sentence, so that the title of a paper stands alone. Full stops
    of common abbreviations and of initials do not.

    Returns:
        Spans in text order that cover everything but the white space between sentences.
    """
    spans, start = [], 0
    for match in _BOUNDARY.finditer(text):
        if match.group() != "\n" and _is_abbreviation(text[start : match.start()]):
            continue
        spans.append(Span(start, match.start() + len(match.group().rstrip())))
        start = match.end()
    return [*spans, Span(start, len(text))] if start < len(text) else spans


def sentence_at(spans: list[Span], position: int) -> Span:
    """The one of ``spans`` (in order, not empty) that holds ``position`` or else comes before."""
    return spans[max(0, bisect_right(spans, position, key=_START) - 1)]


def _is_abbreviation(sentence: str) -> bool:
    word = sentence.rsplit(None, 1)[-1].lower().lstrip("([\"'") if sentence.split() else ""
    return word in _ABBREVIATIONS or bool(re.fullmatch(r"[a-z]\.", word))
