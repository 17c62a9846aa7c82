"""Phrases that end like names that the field knows: "… segmentation", "… learning".

Proposes names of tasks and methods in lower case that the gazetteer does not hold.
"""

from collections import Counter
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.doc import layout
from extractors.gazetteer import read_entries

GROUP = "phrases"
_MIN_NAMES = 4
_MAX_WORDS = 4
_STOPS = frozenset(
    "a an the and or of for in on to with by from at as is are be we our this that these those its"
    " their it such via using can , . ; : ( ) ' \" ` %".split()
)


class Phrases:
    """Writes ``doc.spans["phrases"]``: up to four words that end in one of ``heads``."""

    def __init__(self, heads: Iterable[str]) -> None:
        self._heads = frozenset(heads)

    def __call__(self, doc: Doc) -> Doc:
        words = layout(doc).words
        spans = []
        for last, word in enumerate(words):
            if word not in self._heads:
                continue
            start = last
            while start > 0 and last - start < _MAX_WORDS + 1 and _continues(words[start - 1]):
                start -= 1
                if words[start] != "-" and words[start - 1 : start] != ["-"]:
                    spans.append(doc[start : last + 1])
        doc.spans[GROUP] = spans
        return doc


def _continues(word: str) -> bool:
    return word not in _STOPS and not word.isspace()


def usual_heads(names: Iterable[str]) -> set[str]:
    """The last words of several of ``names``, and their plurals."""
    counts = Counter(name.lower().split()[-1] for name in names if " " in name)
    heads = {word for word, count in counts.items() if count >= _MIN_NAMES}
    return heads | {f"{word}s" for word in heads}


@Language.factory("phrases", assigns=["doc.spans"])
def make_phrases(nlp: Language, name: str) -> Phrases:
    """The factory behind ``nlp.add_pipe("phrases")``."""
    return Phrases(usual_heads(entry["name"] for entry in read_entries()))
