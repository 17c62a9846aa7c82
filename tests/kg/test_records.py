import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from kg.records import (
    Annotation,
    Edge,
    Entity,
    Evidence,
    Paper,
    PaperNode,
    Relation,
    Result,
    Span,
    sorted_evidence,
)
from kg.schema import Outcome, RelationType

SPAN = Span(0, 3)


def entity(key: str, kind: str, confidence: float = 1.0) -> Entity:
    return Entity(
        id=key, type=kind, name=key, surfaces=(key,), mentions=(SPAN,), confidence=confidence
    )


def relation(head: str, label: str, tail: str, **more: Any) -> Relation:
    return Relation(head=head, label=RelationType(label), tail=tail, evidence=SPAN, **more)


METHOD, MODEL, SUITE = entity("m", "Method"), entity("w", "Model"), entity("b", "Benchmark", 0.4)


def annotation(*relations: Relation, results: tuple[Result, ...] = ()) -> Annotation:
    return Annotation(
        paper="p", entities=(METHOD, MODEL, SUITE), relations=relations, results=results
    )


def test_a_paper_is_cleaned_and_frozen() -> None:
    paper = Paper(id=" 1 ", title='G\\"odel\n machines', abstract="An  abstract.")
    assert paper.text == "Gödel machines\nAn abstract."
    assert paper.id == "1"
    with pytest.raises(ValidationError):
        paper.title = "another"  # type: ignore[misc]


@pytest.mark.parametrize("field", ["id", "title", "abstract"])
def test_a_paper_without_one_of_its_texts_is_none(field: str) -> None:
    fields = {"id": "1", "title": "t", "abstract": "a", field: " \n\x00"}
    with pytest.raises(ValidationError):
        Paper(**fields)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (relation("m", "EVALUATED_ON", "x"), "names no entity"),
        (relation("m", "EVALUATED_ON", "w"), "not allowed"),
        (relation("b", "USES", "b"), "not allowed"),
        (relation("m", "COMPARED_WITH", "w"), "have an outcome"),
        (relation("m", "USES", "w", outcome=Outcome.BETTER), "have an outcome"),
    ],
)
def test_an_annotation_keeps_to_the_schema(broken: Relation, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        annotation(broken)


@pytest.mark.parametrize("roles", [{"subject": "b"}, {"on": "m"}, {"metric": "w"}, {"on": "none"}])
def test_a_result_has_fitting_roles(roles: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="cannot be the"):
        annotation(results=(Result(value="1", span=SPAN, evidence=SPAN, **roles),))


def test_what_is_unsure_goes_with_all_that_hangs_on_it() -> None:
    kept = relation("m", "USES", "w")
    whole = annotation(
        kept,
        relation("m", "EVALUATED_ON", "b"),
        relation("w", "USES", "m", confidence=0.1),
        results=(Result(subject="m", on="b", value="1", span=SPAN, evidence=SPAN),),
    )
    sure = whole.at_least(0.5)
    assert sure.entities == (METHOD, MODEL)
    assert sure.relations == (kept,)
    assert sure.results == ()
    assert whole.at_least(0.0) == whole


def test_a_paper_node_gives_back_what_it_was_made_of() -> None:
    paper = Paper(
        id="2501.1", title="t", abstract="a", date=datetime.date(2025, 1, 2), authors=("A",)
    )
    made = annotation(relation("m", "COMPARED_WITH", "w", outcome=Outcome.SIMILAR, confidence=0.5))
    assert PaperNode.of(paper, made).annotated() == (paper, made)


def evidence(paper: str, confidence: float, outcome: Outcome | None = None) -> Evidence:
    return Evidence(
        paper=paper, start=0, end=1, sentence=paper, confidence=confidence, outcome=outcome
    )


def edge(*items: Evidence) -> Edge:
    return Edge(head="method:a", label="COMPARED_WITH", tail="method:b", evidence=items)


def test_an_edge_leads_from_either_end_to_the_other() -> None:
    both = edge(evidence("p", 0.5))
    assert (both.other_end("method:a"), both.other_end("method:b")) == ("method:b", "method:a")


def test_an_edge_unites_its_evidence() -> None:
    united = edge(
        evidence("p", 0.5, Outcome.BETTER),
        evidence("p", 0.2, Outcome.BETTER),
        evidence("q", 0.6, Outcome.WORSE),
    )
    assert united.support == 2
    assert united.confidence == pytest.approx(1 - 0.5 * 0.4)
    assert united.sentence == "q"
    assert united.outcome is Outcome.BETTER


def test_torn_evidence_states_no_outcome() -> None:
    torn = edge(evidence("p", 1, Outcome.BETTER), evidence("q", 1, Outcome.WORSE))
    assert torn.outcome is Outcome.UNSTATED
    assert edge(evidence("p", 1)).outcome is None


def test_evidence_has_one_order_and_no_doubles() -> None:
    first, second = evidence("a", 1), evidence("b", 1)
    assert sorted_evidence([second, first, second]) == (first, second)
