"""The form in which texts are stored: every offset in an annotation refers to it."""

import re
import unicodedata

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "i": "ı",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\\(?:(?P<sign>["'`^~=.])\s*(?:\{\\?(?P<braced>[A-Za-z])\}|\\?(?P<bare>[A-Za-z]))
          |(?P<letter>[uvHcdbkr])\s*\{\\?(?P<base>[A-Za-z])\})""",
    re.VERBOSE,
)
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i)(?:\{\}|(?![A-Za-z])\s?)")
_BRACED_LETTER = re.compile(r"\{([^\x00-\x7f])\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\u200b\ud800-\udfff]")


def clean(text: str) -> str:
    """Fold line breaks, LaTeX accents and Unicode variants of ``text``; nothing else changes.

    White space and control characters become single blanks, ``\\"o`` becomes ``ö``, composed
    characters are NFC. Mathematics and other LaTeX stay as they are. Idempotent.
    """
    previous = None
    while text != previous:
        previous, text = text, _clean_once(text)
    return text


def _clean_once(text: str) -> str:
    text = " ".join(_CONTROL.sub(" ", text).split())
    if "\\" in text:
        text = _LETTER.sub(lambda match: _LETTERS[match[1]], _ACCENT.sub(_compose, text))
        text = _BRACED_LETTER.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def _compose(match: re.Match[str]) -> str:
    base = match["braced"] or match["bare"] or match["base"]
    composed = unicodedata.normalize("NFC", base + _COMBINING[match["sign"] or match["letter"]])
    # A mark that no letter carries is not an accent but something else, e.g. a quoted quote.
    return composed if len(composed) == 1 else match.group()
