"""The tokenizer that all extractors share: spaCy's for English, with a few more cuts."""

from collections.abc import Callable
from typing import Any

from spacy.lang.en import English
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

_INFIXES = (r"[(){}\[\]=\\$]", r"(?<=[A-Za-z0-9])/(?=[A-Za-z0-9])")
_SUFFIXES = (r"(?<=[A-Z0-9])\.",)
_AFFIX = 100
"""Characters in which a prefix or suffix is sought; spaCy would search all that is left."""


def blank() -> Language:
    """An empty pipeline for paper abstracts, with :func:`tokenizer`."""
    nlp = English()
    nlp.tokenizer = tokenizer()(nlp)
    return nlp


@registry.tokenizers("paperkg.Tokenizer.v1")  # type: ignore[untyped-decorator]
def tokenizer() -> Callable[[Language], Any]:
    """spaCy's tokenizer for English with further cuts, so that names are whole tokens.

    It cuts at brackets, LaTeX and slashes (``network(CNN)``, ``\\emph{EMU}``) and before a full
    stop after a capital or digit (``HQViT.``). Hyphens between two letters or two digits are cut
    and others are not, as always in spaCy: ``GPT-4o-based`` is ``GPT-4o``, ``-``, ``based``.
    """

    def make(nlp: Language) -> Any:
        defaults = nlp.Defaults
        made: Any = English(vocab=nlp.vocab).tokenizer
        made.infix_finditer = compile_infix_regex([*(defaults.infixes or ()), *_INFIXES]).finditer
        suffixes = compile_suffix_regex([*(defaults.suffixes or ()), *_SUFFIXES])
        prefixes = compile_prefix_regex(defaults.prefixes or ())
        made.prefix_search = lambda left: prefixes.search(left[:_AFFIX])
        made.suffix_search = lambda left: suffixes.search(left[-_AFFIX:])
        return made

    return make
