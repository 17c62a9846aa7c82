"""Reported figures as numbers: ``+50\\% relative`` is 50 with the unit ``%``."""

import math
import re

_NUMBER = re.compile(r"[-+\u2212\u2013]?\d[\d,]*(?:\.\d+)?|[-+\u2212]?\.\d+")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_TIMES = re.compile(r"\\times|×|(?<=\d)\s*x\b|-?\bfold\b")
_UNIT = re.compile(r"[A-Za-zÅ%°µ/]+")
_WORDS_OF_CHANGE = frozenset({"relative", "absolute", "points", "point"})


def parse_value(value: str) -> tuple[float | None, str | None]:
    """Read the number and the unit of a value as it stands in a text.

    Args:
        value: for example ``94.55``, ``+50\\% relative``, ``$2.3\\times$`` or ``12 ms``.

    Returns:
        The first number and its unit (``%``, ``x`` for multiples, else the word behind the
        number); None for what is not there.
    """
    match = _NUMBER.search(value)
    if not match:
        return None, None
    digits = _THOUSANDS.sub("", match.group()).replace("\u2212", "-").replace("\u2013", "-")
    rest = value[match.end() :]
    try:
        number = float(digits.replace(",", "."))
    except ValueError:  # a list of numbers such as 1,2,3
        return None, None
    if math.isinf(number):  # hundreds of digits
        return None, None
    if "%" in rest or "percent" in rest:
        return number, "%"
    if _TIMES.search(value[match.end() - 1 :]):
        return number, "x"
    word = _UNIT.search(rest)
    unit = word.group() if word and word.group().lower() not in _WORDS_OF_CHANGE else None
    return number, unit
