"""Quality on annotated papers that no weights were learned from: floors, and what is said of it."""

import re
from functools import cache
from pathlib import Path

import pytest

from kg.annotations import read_annotations, to_corpus
from kg.plugins import extractor
from kg.records import Paper
from kg.scoring import Scores, read_texts, score
from tests.conftest import CHECKOUT

FLOORS = {
    "accurate": {"entity": 0.78, "contribution": 0.76, "relation": 0.53, "result": 0.64},
    "fast": {"entity": 0.70, "contribution": 0.63, "relation": 0.39, "result": 0.51},
    "rules": {"entity": 0.69, "contribution": 0.64, "relation": 0.38, "result": 0.53},
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


def documented(name: str) -> dict[str, float]:
    """F1 by level in the page on extractors."""
    page = (CHECKOUT / "docs" / "extractor.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| `{name}` \| (\d.*)", page, re.MULTILINE)
    assert row is not None
    return dict(zip(FLOORS[name], map(float, row[1].split(" | ")[:4]), strict=True))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "level", "floor"),
    [(name, level, floor) for name, levels in FLOORS.items() for level, floor in levels.items()],
)
def test_floor(shared: Path, name: str, level: str, floor: float) -> None:
    assert scores(name, shared / "corpus").levels[level].f1 >= floor


@pytest.mark.shared
@pytest.mark.parametrize("name", FLOORS)
def test_documented_figures_are_those_of_the_weights(shared: Path, name: str) -> None:
    levels = scores(name, shared / "corpus").levels
    measured = {level: levels[level].f1 for level in FLOORS[name]}
    # Processors differ in how they round int8 products.
    assert measured == pytest.approx(documented(name), abs=0.005)
