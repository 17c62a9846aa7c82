"""Names that their form gives away: ``SWE-bench``, ``Llama-3-8B``, "we propose X, a framework".

Each pattern has a type and a confidence, its precision on the training part of the corpus.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

import extractors.doc  # noqa: F401  (span._.confidence)
from kg.schema import BENCHMARK, DATASET, METHOD, MODEL, EntityType

GROUP = "names"

# A proper name: one word with a capital, digit or hyphen in it that plain words do not have,
# or several capitalised words in a row.
_ONE = r"(?:[A-Z][\w@+.-]*[A-Z0-9][\w@+-]*|[a-z]+[A-Z][\w+-]*|[A-Z]\w+-\w[\w-]*)"
_NAME = rf"(?:{_ONE}(?:[ -][A-Z0-9][\w+-]*){{0,3}}|[A-Z]\w+(?:[ -][A-Z][\w+-]*){{0,4}})"
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
    """A pattern whose group ``name`` is a name of ``type``."""

    regex: re.Pattern[str]
    type: EntityType
    confidence: float


def _definitions(head: str, type_: EntityType) -> Iterator[Pattern]:
    """ "X, a new … HEAD" and "a new … HEAD called X"."""
    article = r"(?:a|an|the|our|one)"
    words = r"(?:[\w-]+ ){0,5}?"
    yield Pattern(
        re.compile(rf"\b(?P<name>{_NAME})(?: \([^()]*\))?, {article} {words}(?:{head})\b"),
        type_,
        0.8,
    )
    yield Pattern(
        re.compile(rf"\b{words}(?:{head}){_CALLED},? (?P<name>{_ONE})\b"),
        type_,
        0.6,
    )


PATTERNS = (
    Pattern(re.compile(r"\b(?P<name>[\w-]*Bench(?:mark)?(?:[-+]\w+)*)\b"), BENCHMARK, 0.9),
    Pattern(
        re.compile(r"\b(?P<name>[A-Z][A-Za-z]+-?\d*(?:\.\d+)?(?:-[\w.]+)*-\d+(?:\.\d+)?[BM])\b"),
        MODEL,
        0.9,
    ),
    Pattern(
        re.compile(
            r"\b(?P<name>(?:GPT|Llama|LLaMA|Qwen|Gemini|Claude|Gemma|Mistral|Phi|DeepSeek|CLIP|BERT|"
            r"DINO|SAM|T5)(?:[ -]?\d[\w.]*\w|[ -]?\d|v\d)(?:-\w+)*)\b"
        ),
        MODEL,
        0.9,
    ),
    *(pattern for type_, head in _HEADS.items() for pattern in _definitions(head, type_)),
    Pattern(re.compile(rf"\b[Ww]e (?:also |further )?{_VERB} (?P<name>{_NAME})\b"), METHOD, 0.7),
    Pattern(re.compile(r"\A(?P<name>[^\s:]*[A-Z][^\s:]*(?: [^\s:]+){0,2}): "), METHOD, 0.7),
)


@Language.component("names", assigns=["doc.spans"])
def names(doc: Doc) -> Doc:
    """Write what the patterns find to ``doc.spans["names"]``."""
    spans = []
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(doc.text):
            span = doc.char_span(*match.span("name"), label=pattern.type)
            if span is not None:
                span._.confidence = pattern.confidence
                spans.append(span)
    doc.spans[GROUP] = spans
    return doc
