"""What the model is told: what to look for, one example, and the paper."""

import json
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from extractors.llm.endpoint import Message
from kg.records import Paper
from kg.schema import SIGNATURES, Ends, EntityType
from kg.sentences import sentence_spans

MAX_CHARACTERS = 10_000
"""Where reading ends, as it does for the other extractors: an abstract is shorter."""


def conversation(paper: Paper) -> list[Message]:
    """The messages that ask for the annotation of ``paper``."""
    return [*_introduction(), {"role": "user", "content": numbered(paper.text)}]


def once_more(messages: list[Message], said: str, reason: str) -> list[Message]:
    """``messages`` with an answer ``said`` to them that cannot be read, and the ``reason``."""
    asked = f"Your answer cannot be read: {reason}. Give the JSON object, whole and alone."
    return [
        *messages,
        # Some endpoints refuse a message without content.
        {"role": "assistant", "content": said[:MAX_CHARACTERS] or "(nothing)"},
        {"role": "user", "content": asked},
    ]


def numbered(text: str) -> str:
    """The sentences of ``text``, a line each, with their numbers in front.

    Papers hold no line break but that after the title, so none can feign a line.
    """
    read = text[:MAX_CHARACTERS]
    return "\n".join(
        f"{number}: {read[slice(*span)]}"
        for number, span in enumerate(sentence_spans(text))
        if span.start < len(read)
    )


def length() -> int:
    """Characters that are sent with each paper, beside its own."""
    return sum(len(message["content"]) for message in _introduction())


@cache
def _introduction() -> tuple[Message, ...]:
    folder = files("extractors.llm")
    ends = {label.value: _ends(signature) for label, signature in SIGNATURES.items()}
    prompt = Template((folder / "prompt.md").read_text(encoding="utf-8")).substitute(ends)
    example = example_of()
    return (
        {"role": "system", "content": prompt},
        {"role": "user", "content": numbered(f"{example['title']}\n{example['abstract']}")},
        {"role": "assistant", "content": json.dumps(example["answer"], ensure_ascii=False)},
    )


def example_of() -> dict[str, Any]:
    """The example: a title, an abstract, and the answer to it."""
    text = (files("extractors.llm") / "example.json").read_text(encoding="utf-8")
    example: dict[str, Any] = json.loads(text)
    return example


def _ends(signature: tuple[Ends, ...]) -> str:
    return "; ".join(
        f"{' or '.join(_in_order(heads))} -> {' or '.join(_in_order(tails))}"
        for heads, tails in signature
    )


def _in_order(types: frozenset[EntityType]) -> list[EntityType]:
    return [kind for kind in EntityType if kind in types]
