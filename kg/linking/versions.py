"""Versions, sizes, dates and variants: the parts of a name that tell members of a family apart."""

import re
from functools import lru_cache
from typing import NamedTuple

_MAKERS = frozenset(
    "alibaba anthropic baidu bytedance deepmind facebook google huggingface ibm meta microsoft "
    "nvidia openai tencent xai".split()
)
"""Makers that papers put before the name of a model."""

_VARIANTS = frozenset(
    "air audio base beta chat code coder core cot deep distill distilled dpo edit exp "
    "experimental extended extra fast finetuned flash full gold guard haiku hard hd hf high huge "
    "image instruct it large latest lite long low math max med medium micro mini mm moe multi "
    "nano omni opus plus preview pro prover r reasoning rl sft small sonnet speech standard super "
    "thinking tiny train turbo ultra uncased cased val verified video vision vl xl xs xxl zero "
    "multilingual english chinese german french spanish arabic japanese korean hindi test dev "
    "challenge easy diamond main mobile next".split()
)
"""Words that name another member of the same family where they follow its name."""

_SIZE_LETTERS = frozenset("s b l h g m n x".split())
"""Sizes as vision models give them: ``ViT-L/14``, ``YOLOv8n``."""

_SIZE = re.compile(r"(?:\d+x)?\d+(?:\.\d+)?[bmk]|a\d+b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"[01]\d(?:[0-3]\d)?")
_VERSION = re.compile(r"v?\d+(?:\.\d+)*[a-z]?|[a-z]\d+(?:\.\d+)?")
_NUMBER_LETTER = re.compile(r"(?<=\d) ([a-z])(?= |$)")
_DIMENSIONS = re.compile(r"\dd")
_VERSION_SIGN = re.compile(r"^v?(\d+(?:\.\d+)*?)(?:\.0)?$")
_GLUED = re.compile(r"([a-z]{3,}?)(v?\d[\d.]*[a-z]?)(v\d+)?")


class Parts(NamedTuple):
    """A name taken apart: ``Llama-3.1-8B-Instruct`` is llama, 3.1, 8b, no date, instruct."""

    family: str
    version: tuple[str, ...]
    size: tuple[str, ...]
    date: tuple[str, ...]
    variant: tuple[str, ...]


@lru_cache(maxsize=1 << 17)
def parse(form: str) -> Parts:
    """Take a normal form apart; what no part is recognised in is all family.

    The family is the words before the first version, size, date or variant. Words after a number
    that are none of these are variants, too: a name that goes on after its version names a member.
    """
    words = pieces(form)
    while len(words) > 1 and words[0] in _MAKERS:
        words.pop(0)
    family: list[str] = []
    parts: dict[str, list[str]] = {"version": [], "size": [], "date": [], "variant": []}
    front = [words.pop(0)] if words[1:] and _DIMENSIONS.fullmatch(words[0]) else []
    if words[0][0].isdigit():
        return Parts(form, (), (), (), ())  # what starts with a number is no version of anything
    if not _VERSION.fullmatch(words[0]):
        family.append(words.pop(0))
    for word in words:
        numbered = bool(parts["version"] or parts["size"] or parts["date"])
        part = _part(word, numbered, bool(parts["date"]))
        if part:
            parts[part].append(word)
        elif parts["variant"]:
            return Parts(form, (), (), (), ())
        else:
            family.append(word)
    parts["version"] += front
    return Parts(" ".join(family), *(tuple(sorted(parts[p])) for p in parts))


def pieces(form: str) -> list[str]:
    """The words of a normal form with numbers as words of their own: ``dino 2`` of ``dinov2``."""
    found: list[str] = []
    for word in _NUMBER_LETTER.sub(r"\1", form).split():
        match = _GLUED.fullmatch(word)
        found.extend(_plain(piece) for piece in match.groups() if piece) if match else found.append(
            _plain(word)
        )
    return found


def _part(word: str, numbered: bool, dated: bool) -> str:
    if _YEAR.fullmatch(word) or (dated and _DAY.fullmatch(word)):
        return "date"
    if _SIZE.fullmatch(word):
        return "size"
    if _VERSION.fullmatch(word):
        return "version"
    if word in _SIZE_LETTERS:
        return "size"
    return "variant" if numbered or word in _VARIANTS else ""


def _plain(word: str) -> str:
    """``v2`` and ``2.0`` are 2; other words stay."""
    return _VERSION_SIGN.sub(r"\1", word)
