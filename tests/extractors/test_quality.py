"""Floors of quality on annotated papers that no weights were learned from."""

from functools import cache
from pathlib import Path

import pytest

from kg.annotations import read_annotations, to_corpus
from kg.plugins import extractor
from kg.records import Paper
from kg.scoring import Scores, read_texts, score

FLOORS = {
    "accurate": {"entity": 0.78, "contribution": 0.76, "relation": 0.53, "result": 0.64},
    "fast": {"entity": 0.68, "contribution": 0.59, "relation": 0.36, "result": 0.43},
    "rules": {"entity": 0.65, "contribution": 0.62, "relation": 0.35, "result": 0.44},
}


@cache
def scores(name: str, corpus: Path) -> Scores:
    texts = read_texts(corpus / "dev.texts.jsonl")
    papers = (
        Paper(id=key, title=title, abstract=abstract)
        for key, (title, abstract) in ((key, text.split("\n")) for key, text in texts.items())
    )
    predicted = map(to_corpus, extractor(name)(papers))
    return score(texts, read_annotations(corpus / "dev.gold.jsonl"), predicted)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "level", "floor"),
    [(name, level, floor) for name, levels in FLOORS.items() for level, floor in levels.items()],
)
def test_floor(shared: Path, name: str, level: str, floor: float) -> None:
    assert scores(name, shared / "corpus").levels[level].f1 >= floor
