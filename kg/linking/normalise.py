"""Names without the differences that never make another thing."""

import re
import unicodedata
from functools import lru_cache

_GREEK_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma sigma tau upsilon phi chi psi omega"
).split()
"""Names of the letters from α to ω, in the order of Unicode, which has two sigmas."""

_GREEK = re.compile(rf"\\({'|'.join(_GREEK_LETTERS)})(?![a-z])", re.IGNORECASE)
_MARKUP = re.compile(r"\\(?:text|math)[a-z]+\s*(?=\{)|[${}]")
_COMMAND = re.compile(r"\\[A-Za-z]*")
_POSSESSIVE = re.compile(r"['’]s\b")
_NOT_WORD = re.compile(r"(?:(?<!\d)\.|\.(?!\d)|[^\w.]|_)+")
_SIGNS = str.maketrans(
    {"+": " plus ", "#": " sharp ", "@": " at ", "&": " and ", "*": " star "}
    | {chr(ord("α") + place): f" {name} " for place, name in enumerate(_GREEK_LETTERS)}
)

_LONGEST_ACRONYM = 4
_IRREGULAR = {
    "analyses": "analysis", "hypotheses": "hypothesis", "matrices": "matrix", "vertices": "vertex",
    "indices": "index", "corpora": "corpus", "criteria": "criterion", "theses": "thesis",
    "behaviour": "behavior", "behavioural": "behavioral", "artefact": "artifact",
}  # fmt: skip
_UNCHANGED = frozenset({"atlas", "bias", "canvas", "gas", "lens", "news", "series", "species"})
_BRITISH = (
    (re.compile(r"(model|label|travel|level|signal|channel|cancel)l(?=ing$|ed$|er$)"), r"\1"),
    (re.compile(r"is(ation(?:al)?)$"), r"iz\1"),
    (
        re.compile(r"(al|an|ar|as|at|en|er|es|et|gn|ic|il|im|in|it|nt|or)is(e|ed|er|ing)$"),
        r"\1iz\2",
    ),
    (re.compile(r"([bdlmv])our(|al|ed|ing|ful|ist)$"), r"\1or\2"),
    (re.compile(r"analys(e|ed|er|ing)$"), r"analyz\1"),
    (re.compile(r"(cent|fib)re$"), r"\1er"),
    (re.compile(r"(def|off|lic)ence$"), r"\1ense"),
)


@lru_cache(maxsize=1 << 18)
def normalise(name: str) -> str:
    """``name`` with case, accents, punctuation, LaTeX, plural and dialect folded away.

    Two names with the same normal form are the same name. Signs that tell names apart (``C++``,
    ``pass@1``, ``TD($\\lambda$)``) are spelled out, and points inside numbers (``2.5``) stay.
    Never empty for a name that is not empty.
    """
    text = _MARKUP.sub("", _GREEK.sub(r" \1 ", _POSSESSIVE.sub("", name)))
    text = _COMMAND.sub(" ", text)
    text = unicodedata.normalize("NFKD", text).translate(_SIGNS)
    text = "".join(char for char in text if not unicodedata.combining(char))
    words = [_word(word) for word in _NOT_WORD.sub(" ", text).split()]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words) or name.casefold().strip()


def compact(form: str) -> str:
    """A normal form without its blanks: ``multi modal`` and ``multimodal`` are one."""
    return form.replace(" ", "")


def slug(name: str) -> str:
    """The normal form of ``name`` as it stands in a node key: ``proximal-policy-optimization``."""
    return normalise(name).replace(" ", "-").replace(".", "-")


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> str:
    """``word`` in lower case, singular and American; the S of ``MCTS`` makes no plural."""
    lower = word.lower()
    if not word.isalpha() or (word.isupper() and len(word) <= _LONGEST_ACRONYM):
        return lower
    return _american(_singular(lower))


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word in _UNCHANGED:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is", "ics")) else word[:-1]


def _american(word: str) -> str:
    if len(word) < 5:
        return word
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return _IRREGULAR.get(word, word)
