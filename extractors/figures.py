"""Numbers in a text that may be reported results: ``94.55``, ``+50\\% relative``, ``2.3x``."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.records import Span

# A comma is a decimal one only before a per cent sign: "1,2" may be a list.
_NUMBER = r"(?:\d+,\d{1,2}(?= ?\\?%)|\d+(?:,\d{3})*(?:\.\d+)?)"
_MARK = r"\$\\?%\$|\\?%p?|\$\\times\$|\\times|[xX×](?!\w)"
_UNIT = (
    r"percentage[ -]points?|percent|points?|times|fold|pp|dB|ms|mm|cm|seconds?|minutes?|hours?"
    r"|FPS|fps|GB|MB|[gkm]?s"
)
_FIGURE = re.compile(
    rf"(?P<from>(?<=[Ff]rom ))?(?<![\w.])(?<!\w-)"
    rf"(?P<sign>[+<>~\u2212\u2013-]?)(?P<number>{_NUMBER})"
    # "5 to 10" is one range, but "from 5 to 10" are two figures.
    rf"(?(from)|(?:(?:{_MARK})?(?: ?(?:-|--|–|\\pm|±) ?| to ){_NUMBER})?)"
    rf"(?P<unit> ?(?:{_MARK})|[ -](?:{_UNIT})\b|(?:dB|ms|mm|s|pp|GB|MB|FPS|fps)\b)?"
    r"(?P<scale> (?:relative|absolute|points?)\b)?(?!\w|\.\w)"
)


class Figure(NamedTuple):
    """A number with its sign and unit as they stand; ``unit`` is ``""`` for a bare number."""

    span: Span
    value: str
    unit: str
    sign: str
    decimal: bool


def find_figures(text: str) -> Iterator[Figure]:
    """Every number of ``text`` that is no part of a word."""
    for match in _FIGURE.finditer(text):
        yield Figure(
            span=Span(*match.span()),
            value=match.group(),
            unit=(match["unit"] or "").strip(" -$\\"),
            sign=match["sign"],
            decimal="." in match["number"],
        )
