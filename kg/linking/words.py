"""The words of a name, as far as they tell things apart."""

import re
from functools import lru_cache

LITTLE = frozenset("a an and as at by for from in of on or the to via with based using".split())
"""Words that carry no meaning of their own in a name."""

SHELLS = frozenset(
    "algorithm approach architecture benchmark coefficient corpus dataset error framework function "
    "loss measure mechanism method metric model module network operation paradigm prediction "
    "problem procedure process prompting rate sampling scheme score selection setting strategy "
    "system task technique theory training value".split()
)
"""Words that say what sort of thing a name names: ``Dice``, ``Dice coefficient``."""

_ENDINGS = re.compile(
    r"(?:ational|ization|izing|ations?|ating|ative|ated|ical|ions?|ives?|ings?|edly|ed|ers?|ors?"
    r"|ally|al|ics?|ar|es?|y)$"
)
_SHORTEST_STEM = 4


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """``word`` without its ending: ``robot`` and ``robotic``, ``table`` and ``tabular``."""
    stripped = _ENDINGS.sub("", word)
    return stripped if len(stripped) >= _SHORTEST_STEM else word


@lru_cache(maxsize=1 << 18)
def content(form: str) -> tuple[str, ...]:
    """The words of a normal form that are not little, in their order.

    The last word always counts: the A of ``ImageNet-A`` is no article.
    """
    *words, last = form.split() or [""]
    return (*(word for word in words if word not in LITTLE), last)


@lru_cache(maxsize=1 << 18)
def bag(form: str) -> tuple[str, ...]:
    """The content words in one order, unless the name has a direction."""
    words = content(form)
    return words if is_directed(form) else tuple(sorted(words))


def is_directed(form: str) -> bool:
    """Whether the order of its words matters: ``text to image`` is not ``image to text``."""
    return " to " in form
