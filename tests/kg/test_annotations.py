import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotations import (
    evidence_for,
    find_mentions,
    from_corpus,
    occurrences,
    read_annotations,
    to_corpus,
)
from kg.errors import AnnotationError
from kg.records import Paper, Span
from kg.sentences import sentence_spans

PAPER = Paper(
    id="p1",
    title="Foo: A Faster Parser",
    abstract="We present Foo, which extends BarNet. Foo reaches 94.9 on Baz, 3.4 more than BarNet. "
    "On BazXL we see 9.",
)
ITEM: dict[str, Any] = {
    "id": "p1",
    "entities": [
        {"id": "e1", "type": "Method", "name": "Foo", "surface": ["Foo"], "new": True},
        {"id": "e2", "type": "Model", "name": "BarNet", "surface": ["BarNet"]},
        {"id": "e3", "type": "Benchmark", "name": "Baz", "surface": ["Baz"]},
        {"id": "e4", "type": "Benchmark", "name": "BazXL", "surface": ["BazXL"]},
    ],
    "relations": [["e1", "BUILDS_ON", "e2"], ["e1", "COMPARED_WITH", "e2", "better"]],
    "results": [
        {"subject": "e1", "on": "e3", "metric": None, "value": "94.9"},
        {"subject": "e1", "on": "e4", "metric": None, "value": "9"},
    ],
}


def text_at(span: Span) -> str:
    return PAPER.text[span.start : span.end]


def test_occurrences_cut_no_word() -> None:
    assert occurrences("Baz", PAPER.text) == [Span(*PAPER_BAZ)]


@given(st.text("ab_ .-é½", min_size=1, max_size=3), st.text("ab_ .-é½", max_size=14))
def test_occurrences_are_those_of_a_regular_expression(surface: str, text: str) -> None:
    left = r"(?<!\w)" if surface[0].isalnum() else ""
    right = r"(?!\w)" if surface[-1].isalnum() else ""
    found = re.finditer(left + re.escape(surface) + right, text)
    assert occurrences(surface, text) == [match.span() for match in found]


PAPER_BAZ = (PAPER.text.index("Baz,"), PAPER.text.index("Baz,") + 3)


def test_longer_mentions_win_where_two_overlap() -> None:
    found = find_mentions({"long": ["A B C"], "short": ["B C", "B"]}, "A B C and B, not AB")
    assert found == {"long": [Span(0, 5)], "short": [Span(10, 11)]}


def test_an_annotation_is_grounded_in_its_paper() -> None:
    annotation = from_corpus(ITEM, PAPER)
    assert [len(entity.mentions) for entity in annotation.entities] == [3, 2, 1, 1]
    assert {text_at(m) for e in annotation.entities[:2] for m in e.mentions} == {"Foo", "BarNet"}
    assert text_at(annotation.relations[0].evidence) == "We present Foo, which extends BarNet."
    figure, nine = annotation.results
    assert (text_at(figure.span), text_at(figure.evidence)[:11]) == ("94.9", "Foo reaches")
    assert text_at(nine.evidence) == "On BazXL we see 9."


def test_the_title_is_evidence_only_if_nothing_else_is() -> None:
    spans = sentence_spans(PAPER.text)
    mention = Span(0, 3), Span(PAPER.text.index("Foo,"), PAPER.text.index("Foo,") + 3)
    assert evidence_for([mention], spans) == spans[1]
    assert evidence_for([mention[:1]], spans) == spans[0]


def test_evidence_without_a_common_sentence_is_where_the_rarer_one_is_named() -> None:
    text = "OwlNet\nOwlNet sees. OwlNet flies. It beats CrowNet. So OwlNet wins."
    spans = sentence_spans(text)
    found = find_mentions({"o": ["OwlNet"], "c": ["CrowNet"]}, text)
    assert text[slice(*evidence_for(found.values(), spans))] == "It beats CrowNet."


def test_writing_and_reading_loses_nothing() -> None:
    annotation = from_corpus(ITEM, PAPER)
    assert from_corpus(json.loads(json.dumps(to_corpus(annotation))), PAPER) == annotation


def test_a_role_that_an_entity_cannot_play_is_left_empty() -> None:
    item = {**ITEM, "results": [{"subject": "e3", "on": "e3", "metric": None, "value": "94.9"}]}
    (result,) = from_corpus(item, PAPER).results
    assert (result.subject, result.on) == (None, "e3")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"entities": [{**ITEM["entities"][0], "surface": ["Fo"]}]}, "is not in the text"),
        ({"entities": [{"id": "e1", "type": "Method", "surface": ["Foo"]}]}, "name is missing"),
        ({"entities": [{**ITEM["entities"][0], "type": "Person"}]}, "type"),
        ({"relations": [["e1", "USES", "e9"]]}, "e9"),
        ({"relations": [["e1", "USES"]]}, "not enough values"),
        ({"results": [{"value": "95.1"}]}, "'95.1' is not in the text"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(AnnotationError, match=reason) as caught:
        from_corpus({**ITEM, "relations": [], "results": [], **change}, PAPER)
    assert str(caught.value).startswith("annotation of p1: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "p1"}', "\x00"])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(ITEM)}\n\n{line}\n")
    lines = read_annotations(path)
    assert next(lines) == ITEM
    with pytest.raises(AnnotationError, match=r"gold\.jsonl:3 is no"):
        next(lines)


def test_the_corpus_is_read_whole(shared: Path) -> None:
    texts = (shared / "corpus/seed.texts.jsonl").read_text(encoding="utf-8").splitlines()
    papers = {paper.id: paper for paper in (Paper(**json.loads(line)) for line in texts)}
    gold = list(read_annotations(shared / "corpus/seed.gold.jsonl"))
    annotations = [from_corpus(item, papers[item["id"]]) for item in gold]
    assert [len(a.entities) for a in annotations] == [len(g["entities"]) for g in gold]
    assert [len(a.results) for a in annotations] == [len(g["results"]) for g in gold]
