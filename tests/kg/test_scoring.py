import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.annotations import read_annotations
from kg.errors import AnnotationError, SourceError
from kg.scoring import Counts, read_texts, score, table

TEXTS = {
    "a": "FooNet: fast parsing\nWe propose FooNet, which beats BarNets on FooBench by 2.5%.",
    "b": "Nothing here\nNothing is said.",
}


def entity(key: str, kind: str, *surfaces: str, new: bool = False) -> dict[str, Any]:
    return {"id": key, "type": kind, "name": surfaces[0], "surface": list(surfaces), "new": new}


FOO = entity("e1", "Method", "FooNet", new=True)
BAR = entity("e2", "Method", "BarNets")
BENCH = entity("e3", "Benchmark", "FooBench")
GOLD = [
    {
        "id": "a",
        "entities": [FOO, BAR, BENCH],
        "relations": [["e1", "EVALUATED_ON", "e3"], ["e1", "COMPARED_WITH", "e2", "better"]],
        "results": [{"subject": "e1", "on": "e3", "metric": None, "value": "2.5%"}],
    },
    {"id": "b", "entities": [], "relations": [], "results": []},
]


def figures(**changes: Any) -> dict[str, tuple[int, int, int]]:
    """Hits, predicted and gold by level, for the gold annotation with some members changed."""
    levels = score(TEXTS, GOLD, [{**GOLD[0], **changes}]).levels
    return {level: tuple(counts) for level, counts in levels.items()}  # type: ignore[misc]


def test_gold_itself_is_perfect() -> None:
    assert figures() == {
        "mention": (4, 4, 4),
        "entity": (3, 3, 3),
        "entity, any type": (3, 3, 3),
        "contribution": (1, 1, 1),
        "relation": (2, 2, 2),
        "result": (1, 1, 1),
    }


def test_a_wrong_type_costs_the_entity_and_all_that_hangs_on_it() -> None:
    wrong = figures(entities=[FOO, BAR, {**BENCH, "type": "Dataset"}])
    assert wrong["entity"] == (2, 3, 3)
    assert wrong["entity, any type"] == (3, 3, 3)
    assert wrong["mention"] == (3, 4, 4)
    assert wrong["relation"] == (1, 2, 2)
    assert wrong["result"] == (0, 1, 1)


def test_plural_case_and_hyphens_do_not_count() -> None:
    assert figures(entities=[FOO, {**BAR, "name": "barnet"}, BENCH])["entity"] == (3, 3, 3)
    renamed = {**BENCH, "name": "Foo-Bench", "surface": ["beats"]}
    assert figures(entities=[FOO, BAR, renamed])["entity"] == (2, 3, 3)


def test_one_gold_entity_matches_once() -> None:
    assert figures(entities=[FOO, BAR, BENCH, {**BENCH, "id": "e4"}])["entity"] == (3, 4, 3)


def test_direction_counts_but_for_comparisons() -> None:
    turned = [["e3", "EVALUATED_ON", "e1"], ["e2", "COMPARED_WITH", "e1", "worse"]]
    assert figures(relations=turned)["relation"] == (1, 2, 2)


def test_a_missing_flag_costs_the_contribution_alone() -> None:
    changed = figures(entities=[{**FOO, "new": False}, BAR, BENCH])
    assert changed["contribution"] == (0, 0, 1)
    assert changed["entity"] == (3, 3, 3)


@pytest.mark.parametrize(
    ("value", "on", "hits"),
    [("2.5", "e3", 1), ("+2.5 points", "e3", 1), ("2.6%", "e3", 0), ("2.5%", None, 0)],
)
def test_results_are_number_and_ground(value: str, on: str | None, hits: int) -> None:
    result = {"subject": None, "on": on, "metric": None, "value": value}
    assert figures(results=[result])["result"] == (hits, 1, 1)


def test_a_paper_without_prediction_counts_as_empty() -> None:
    scores = score(TEXTS, GOLD, [])
    assert scores.levels["entity"] == Counts(0, 0, 3)
    assert scores.papers["b"]["entity"].f1 == 1.0


def test_unknown_predictions_are_passed_over() -> None:
    assert (
        score(TEXTS, GOLD, [*GOLD, {**GOLD[0], "id": "z"}]).levels
        == score(TEXTS, GOLD, GOLD).levels
    )


def test_counts() -> None:
    counts = Counts(2, 4, 8)
    assert (counts.precision, counts.recall) == (0.5, 0.25)
    assert counts.f1 == pytest.approx(1 / 3)
    assert Counts().f1 == 1.0


def test_types_are_in_the_order_of_the_schema() -> None:
    assert list(score(TEXTS, GOLD, GOLD).types) == [
        "Method", "Benchmark", "EVALUATED_ON", "COMPARED_WITH",
    ]  # fmt: skip


def test_table_has_a_line_a_figure() -> None:
    lines = table(score(TEXTS, GOLD, GOLD)).splitlines()
    assert len(lines) == 1 + 6 + 4
    assert lines[2].split() == ["entity", "1.000", "1.000", "1.000", "3", "3"]


def test_a_gold_paper_without_text_is_named() -> None:
    with pytest.raises(AnnotationError, match="the texts lack the annotated paper a"):
        score({}, GOLD, GOLD)


def test_a_broken_annotation_is_named() -> None:
    with pytest.raises(AnnotationError, match="annotation of a breaks the format"):
        score(TEXTS, GOLD, [{**GOLD[0], "entities": [{"id": "e1"}]}])


def test_texts_are_read_with_white_space_folded(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "a", "title": " A\\n title", "abstract": "So  it\\nis."}\n\n')
    assert read_texts(path) == {"a": "A title\nSo it is."}


@pytest.mark.parametrize(
    "line", ["{}", "[1]", "no JSON", '{"id": "a", "title": 1, "abstract": ""}']
)
def test_a_line_that_is_no_paper_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(SourceError, match=r"texts\.jsonl:1 is no paper"):
        read_texts(path)


@pytest.mark.shared
def test_figures_are_those_of_the_reference(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corpus comes with a scorer of its own; a worsened copy of gold is scored by both."""
    corpus = shared / "corpus"
    monkeypatch.setattr(sys, "path", [str(corpus), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("reference", corpus / "score.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    path, gold = corpus / "dev.texts.jsonl", list(read_annotations(corpus / "dev.gold.jsonl"))
    worse = [_worsened(json.loads(json.dumps(item)), i) for i, item in enumerate(gold)]
    texts = {item["id"]: item for item in map(json.loads, path.read_text().splitlines())}
    total, by_type, _ = reference.score(
        texts, {g["id"]: g for g in gold}, {w["id"]: w for w in worse}
    )
    scores = score(read_texts(path), gold, worse)
    assert {**scores.levels, **scores.types} == {
        k: tuple(v) for k, v in {**total, **by_type}.items()
    }


def _worsened(item: dict[str, Any], number: int) -> dict[str, Any]:
    for place, changed in enumerate(item["entities"]):
        if (place + number) % 5 == 0:
            changed["type"] = "Method"
        if (place + number) % 7 == 0:
            changed["new"] = True
        changed["surface"] = changed["surface"][: 1 + number % 2]
    item["relations"] = [r for i, r in enumerate(item["relations"]) if i % 4]
    item["results"] = item["results"][number % 2 :]
    return item
