"""Reported figures as a reader would write them: LaTeX becomes the characters it stands for."""

import re

_SYMBOLS = {
    "AA": "Å", "approx": "≈", "cdot": "·", "circ": "°", "deg": "°", "degree": "°", "downarrow": "↓",
    "ge": "≥", "geq": "≥", "geqslant": "≥", "gt": ">", "le": "≤", "leq": "≤", "leqslant": "≤",
    "lt": "<", "mu": "µ", "pm": "±", "rightarrow": "→", "sim": "~", "simeq": "≈",
    "textasciitilde": "~", "textmu": "µ", "times": "×", "to": "→", "uparrow": "↑",
}  # fmt: skip

_LOOK = re.compile(
    r"\\(?:boldsymbol|emph|mathbf|mathrm|text|textbf|textit)\{([^{}]*)\}|\\(?:bf|rm) "
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_THOUSANDS = re.compile(r"(?<=\d)(?:\\,|\{,\})(?=\d{3})")
_DASH = re.compile(r"-{2,3}")
_SPACE = re.compile(r"\\[,;:! ]")
_MATHEMATICS = re.compile(
    # From one sum of money to another is none: "$48-$74".
    r"(?<!\\)\$(?!\d[^$]*\$\d)([^$]*)(?<!\\)\$|\\[()]"
)
_HALF = re.compile(r"(?<!\\)\$(?!\.?\d)|(?<!\\)\$(?=[\d.]+ ?\\)")
"""What is left of mathematics that was cut in two; before a bare number it is money."""
_GROUP = re.compile(r"(?<![A-Za-z\\])\{([^{}]*)(?<!\\)\}")
_BRACE = re.compile(r"(?<!\\)[{}]")
_ESCAPED = re.compile(r"\\([%$#&_{}])")


def readable(text: str) -> str:
    r"""``text`` with LaTeX as the characters that it stands for: ``$+2\%$`` is ``+2%``.

    Commands that are not known stay as they are.
    """
    text = _DASH.sub("–", text)
    if not set(text) & set("\\${}"):
        return text
    text = _THOUSANDS.sub(",", text)
    text = _HALF.sub("", _MATHEMATICS.sub(r"\1", text))
    text = _GROUP.sub(r"\1", _LOOK.sub(r"\1", text))
    if text.count("{") != text.count("}"):
        text = _BRACE.sub("", text)
    text = _COMMAND.sub(lambda match: _SYMBOLS.get(match[1], match.group()), text)
    text = text.replace("^°", "°")
    return _ESCAPED.sub(r"\1", _SPACE.sub(" ", text)).strip()
