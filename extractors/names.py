"""Names that their form gives away: ``SWE-bench``, ``Llama-3-8B``, "we propose X, a framework".

A pattern only proposes; how far it is to be believed is learned (:mod:`extractors.entities`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractors.doc import layout
from kg.schema import BENCHMARK, DATASET, METHOD, MODEL

GROUP = "names"

# One word with a capital, digit or hyphen where plain words have none. This and what follows are
# atomic groups: with backtracking into them a text of hyphens would take exponential time.
_COINED = (
    r"(?>[A-Z][\w@+.-]*[A-Z0-9][\w@+-]*|[a-z]+-?[A-Z][\w+-]*|[A-Z]\w+-\w[\w-]*"
    r"|[A-Z0-9]+-\w[\w-]*)"
)
# The same and more such or capitalised words after it, or capitalised words in a row.
_NAME = rf"(?:{_COINED}(?>[ -][A-Z0-9][\w+.-]*\b){{0,3}}|[A-Z]\w++(?>[ -][A-Z][\w+-]*){{0,4}})"
_LONGER_THAN_NAMES = re.compile(r"\S{100,}")
_FAMILIES = "GPT|Llama|LLaMA|Qwen|Gemini|Claude|Gemma|Mistral|Phi|DeepSeek|CLIP|BERT|DINO|SAM|T5"
_VERB = r"(?:propose|introduce|present|develop|release|design|build|create|construct|contribute)"
_CALLED = r"(?:,? (?:called|named|dubbed|termed|coined))?"
_HEADS = {
    MODEL: r"models?|LLMs?|VLMs?|encoders?",
    BENCHMARK: r"benchmarks?|test suites?|leaderboards?|challenges?|testbeds?|environments?",
    DATASET: r"datasets?|corpus|corpora|collections?",
    METHOD: r"frameworks?|methods?|approach|approaches|algorithms?|systems?|architectures?"
    r"|pipelines?|librar(?:y|ies)|agents?|networks?|modules?|strateg(?:y|ies)|techniques?|tools?",
}


class Pattern(NamedTuple):
    """A pattern whose group ``name`` may be a name; ``label`` says what pattern it is."""

    label: str
    regex: re.Pattern[str]


def _of_head(kind: str, head: str) -> Iterator[Pattern]:
    """ "X, a new … HEAD", "a HEAD called X" and "X HEAD"."""
    gap = r"(?:[\w-]+ ){0,5}?"
    yield Pattern(
        f"defined as {kind}",
        re.compile(rf"\b(?P<name>{_NAME})(?: \([^()]*\))?, (?:an?|the|our|one) {gap}(?:{head})\b"),
    )
    yield Pattern(
        f"called, of {kind}", re.compile(rf"\b(?:{head}){_CALLED},? (?P<name>{_COINED})(?!\w)")
    )
    yield Pattern(f"before {kind}", re.compile(rf"\b(?P<name>{_NAME}) (?:\w+ )?(?:{head})\b"))


PATTERNS = (
    Pattern("bench", re.compile(r"\b(?P<name>[\w-]*[Bb]ench(?:mark)?(?:[-+]\w+)*)\b")),
    Pattern(
        "sized",
        re.compile(r"\b(?P<name>[A-Z][A-Za-z]+-?\d*(?:\.\d+)?(?:-[\w.]+)*-\d+(?:\.\d+)?[BM])\b"),
    ),
    Pattern(
        "version",
        re.compile(rf"\b(?P<name>(?:{_FAMILIES})[ -]?v?\d(?:\.?\w)*(?:[ -][A-Z]\w*)?)\b"),
    ),
    Pattern("proposed", re.compile(rf"\b[Ww]e (?:\w+ )?{_VERB} (?P<name>{_NAME})(?!\w)")),
    Pattern("titled", re.compile(r"\A(?P<name>[^\s:]*[A-Z][^\s:]*(?: [^\s:]+){0,3}): ")),
    Pattern("coined", re.compile(rf"(?<![\w/.-])(?P<name>{_COINED})(?![\w/])")),
    *(pattern for kind, head in _HEADS.items() for pattern in _of_head(kind, head)),
)


@Language.component("names", assigns=["doc.spans"])
def names(doc: Doc) -> Doc:
    """Write what the patterns find to ``doc.spans["names"]``, labelled with the patterns."""
    text = _LONGER_THAN_NAMES.sub(lambda match: " " * len(match[0]), layout(doc).text)
    found = (
        doc.char_span(*match.span("name"), label=pattern.label)
        for pattern in PATTERNS
        for match in pattern.regex.finditer(text)
    )
    doc.spans[GROUP] = [span for span in found if span is not None]
    return doc
