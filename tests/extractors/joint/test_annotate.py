"""Findings become records whose offsets, ids and evidence fit the text."""

import pytest

from extractors.joint.annotate import annotate
from extractors.joint.calibration import Calibration
from extractors.joint.findings import Found, FoundEntity, FoundRelation, FoundResult
from kg.records import Annotation
from kg.schema import METHOD, METRIC, TASK, Outcome, RelationType
from tests.extractors.joint.documents import document, place

TEXT = (
    "OwlNet for Owl Songs\n"
    "Song recognition (SR) is hard. OwlNet solves SR. Its F1 is 91.5 ± 0.3%, above CrowNet."
)
READ = document(TEXT)
CURVES = Calibration({kind: [[0, 0], [1, 1]] for kind in ("entity", "relation", "result")})


def entity(kind: str, *names: tuple[str, int], new: float = 0.0) -> FoundEntity:
    places = tuple(sorted(place(READ, *name) for name in names))
    return FoundEntity(kind, places, (), new, 0.8)


OWLNET = entity(METHOD, ("OwlNet", 0), ("OwlNet", 1), new=0.4)
SR = entity(TASK, ("Song recognition", 0), ("SR", 0), ("SR", 1))
F1 = entity(METRIC, ("F1", 0))
CROWNET = entity(METHOD, ("CrowNet", 0), new=0.39)
FOUND = Found(
    (OWLNET, SR, F1, CROWNET),
    (
        FoundRelation(0, RelationType.ADDRESSES, 1, None, 0.7),
        FoundRelation(0, RelationType.COMPARED_WITH, 3, Outcome.BETTER, 0.6),
    ),
    (FoundResult(place(READ, "91.5 ± 0.3%"), 0, None, 2, 0.5),),
)


def said(found: Found = FOUND) -> Annotation:
    return annotate("owl", READ, found, 0.4, CURVES)


def text(span: tuple[int, int]) -> str:
    return TEXT[slice(*span)]


def test_mentions_and_surfaces_are_of_the_text() -> None:
    names = {entity.name: entity for entity in said().entities}
    assert {name: [text(m) for m in e.mentions] for name, e in names.items()} == {
        "OwlNet": ["OwlNet", "OwlNet"],
        "SR": ["Song recognition", "SR", "SR"],
        "F1": ["F1"],
        "CrowNet": ["CrowNet"],
    }
    assert names["SR"].surfaces == ("Song recognition", "SR")


def test_new_from_the_threshold_on() -> None:
    assert [entity.name for entity in said().entities if entity.new] == ["OwlNet"]


def test_evidence_is_the_sentence_that_names_both_ends() -> None:
    names = {entity.id: entity.name for entity in said().entities}
    evidence = {(names[r.head], names[r.tail]): text(r.evidence) for r in said().relations}
    assert evidence[("OwlNet", "SR")] == "OwlNet solves SR."


def test_evidence_of_what_no_sentence_names_together_names_the_rarer_end() -> None:
    (_, compared) = said().relations
    assert text(compared.evidence) == "Its F1 is 91.5 ± 0.3%, above CrowNet."


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("OwlNet outperforms CrowNet.", Outcome.BETTER),
        ("OwlNet is trained like CrowNet.", Outcome.BETTER),  # no word against the model's
        ("OwlNet performs on par with CrowNet.", Outcome.SIMILAR),
        ("OwlNet lags behind CrowNet.", Outcome.WORSE),
        ("OwlNet is outperformed by CrowNet.", Outcome.WORSE),
        ("OwlNet outperforms CrowNet and is comparable in speed.", Outcome.BETTER),
    ],
)
def test_a_sentence_that_calls_the_head_no_better_is_believed(
    sentence: str, outcome: Outcome
) -> None:
    read = document(f"Owls\n{sentence}")
    ends = [
        FoundEntity(METHOD, (place(read, name, 0),), (), 0.5, 0.8) for name in ("OwlNet", "CrowNet")
    ]
    compared = FoundRelation(0, RelationType.COMPARED_WITH, 1, Outcome.BETTER, 0.6)
    (relation,) = annotate("owl", read, Found(tuple(ends), (compared,)), 0.4, CURVES).relations
    assert relation.outcome is outcome


def test_a_result_is_written_as_it_stands() -> None:
    (result,) = said().results
    names = {entity.id: entity.name for entity in said().entities}
    assert (result.value, text(result.span)) == ("91.5 ± 0.3%", "91.5 ± 0.3%")
    assert (names[result.subject], result.on, names[result.metric]) == ("OwlNet", None, "F1")
    assert text(result.evidence) == "Its F1 is 91.5 ± 0.3%, above CrowNet."


def test_the_first_entity_may_play_a_role() -> None:
    # Number 0 is not "nothing".
    assert said().results[0].subject == said().entities[0].id


def test_nothing_found() -> None:
    assert said(Found()) == Annotation(paper="owl")
