"""Names without the differences that never make another thing."""

import re
import unicodedata

_LATEX = re.compile(r"\\[A-Za-z]+|[$\\{}]")
_NOT_WORD = re.compile(r"[\W_]+")
_KEPT = str.maketrans({"+": " plus ", "#": " sharp ", "@": " at "})


def normalise(name: str) -> str:
    """``name`` with case, accents, punctuation, LaTeX and a plural s folded away.

    Two names with the same normal form are the same name. Signs that tell names apart (``C++``,
    ``pass@1``) are spelled out. Never empty for a name that is not empty.
    """
    text = unicodedata.normalize("NFKD", _LATEX.sub(" ", name)).translate(_KEPT)
    text = "".join(char for char in text if not unicodedata.combining(char)).lower()
    words = [_singular(word) for word in _NOT_WORD.sub(" ", text).split()]
    return " ".join(words) or name.lower()


def slug(name: str) -> str:
    """The normal form of ``name`` as it stands in a node key: ``proximal-policy-optimization``."""
    return normalise(name).replace(" ", "-")


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
