"""Nothing of an answer passes that the text does not bear out."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.llm import checking
from extractors.llm.answer import MALFORMED, Answer, Figure, Statement, Thing
from extractors.llm.checking import annotation_of
from extractors.llm.prompt import example_of
from kg.annotations import from_corpus, to_corpus
from kg.records import Annotation, Paper
from kg.schema import EntityType, Outcome, RelationType
from tests.extractors.test_laws import check

PAPER = Paper(
    id="owls",
    title="OwlNet: Counting Owls at Night",
    abstract="Night is dark. We propose OwlNet, a model for owl counting. OwlNet builds on CrowNet."
    " On PerchBench it reaches 91.5% accuracy and 94.9 F1, after 2 days.",
)
OWL = Thing(id="a", type=EntityType.MODEL, names=["OwlNet"], new=True)
CROW = Thing(id="b", type=EntityType.MODEL, names=["CrowNet"], new=False)
PERCH = Thing(id="c", type=EntityType.BENCHMARK, names=["PerchBench"], new=False)
COUNTING = Thing(id="d", type=EntityType.TASK, names=["owl counting"], new=False)
ALL = [OWL, CROW, PERCH, COUNTING]
ANCESTOR = Statement(head="a", relation="BUILDS_ON", tail="b", outcome=None, sentence=3)
FIGURE = Figure(value="91.5%", subject="a", on="c", metric=None)


def checked(
    entities: list[Thing] | None = None,
    relations: list[Statement] | None = None,
    results: list[Figure] | None = None,
) -> tuple[Annotation, dict[str, int]]:
    """What is kept of an answer, and the counts of what is dropped."""
    dropped: Counter[str] = Counter()
    given = Answer(
        entities=ALL if entities is None else entities,
        relations=relations or [],
        results=results or [],
    )
    made = annotation_of(given, PAPER, dropped)
    check(made, PAPER)
    return made, dict(+dropped)


def test_the_example_of_the_prompt_holds_whole() -> None:
    example = example_of()
    dropped: Counter[str] = Counter()
    answer = Answer.model_validate(example["answer"])
    paper = Paper(id="p", title=example["title"], abstract=example["abstract"])
    made = annotation_of(answer, paper, dropped)
    assert not +dropped
    assert [entity.surfaces for entity in made.entities] == [
        tuple(thing.names) for thing in answer.entities
    ]
    assert [(r.head, r.label, r.tail, r.outcome) for r in made.relations] == [
        (r.head, r.relation, r.tail, r.outcome) for r in answer.relations
    ]
    assert [(r.subject, r.on, r.metric, r.value) for r in made.results] == [
        (r.subject, r.on, r.metric, r.value) for r in answer.results
    ]


def test_what_holds_gets_its_places() -> None:
    made, dropped = checked(relations=[ANCESTOR], results=[FIGURE])
    text = PAPER.text
    owl, crow, perch, _ = made.entities
    assert (owl.id, owl.name, owl.type, owl.new) == ("e1", "OwlNet", EntityType.MODEL, True)
    assert [text[slice(*mention)] for mention in owl.mentions] == ["OwlNet"] * 3
    (relation,) = made.relations
    assert (relation.head, relation.tail) == (owl.id, crow.id)
    assert text[slice(*relation.evidence)] == "OwlNet builds on CrowNet."
    (result,) = made.results
    assert (result.subject, result.on, text[slice(*result.span)]) == (owl.id, perch.id, "91.5%")
    assert not dropped


def test_names_that_are_not_in_the_text_are_dropped() -> None:
    owl = OWL.model_copy(update={"names": ["OwlNet", "Owl Network", "OwlNe"]})
    lark = Thing(id="x", type=EntityType.MODEL, names=["LarkNet"], new=False)
    made, dropped = checked([owl, lark])
    assert [entity.surfaces for entity in made.entities] == [("OwlNet",)]
    assert dropped == {checking.UNFOUND_NAME: 3, checking.UNFOUND_ENTITY: 1}


def test_the_first_of_two_with_one_id_stands() -> None:
    made, dropped = checked([OWL, CROW.model_copy(update={"id": "a"})])
    assert [entity.name for entity in made.entities] == ["OwlNet"]
    assert dropped == {MALFORMED: 1}


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"tail": "z"}, checking.NO_ENDS),
        ({"head": "x"}, checking.NO_ENDS),
        ({"tail": "a"}, checking.NOT_ALLOWED),
        ({"tail": "c"}, checking.NOT_ALLOWED),
        ({"relation": RelationType.ADDRESSES}, checking.NOT_ALLOWED),
        ({"sentence": 1}, checking.NO_EVIDENCE),
        ({"sentence": 5}, checking.NO_EVIDENCE),
        ({"sentence": -1}, checking.NO_EVIDENCE),
    ],
)
def test_a_relation_that_does_not_hold_is_dropped(changed: dict[str, Any], kind: str) -> None:
    lark = Thing(id="x", type=EntityType.MODEL, names=["LarkNet"], new=False)
    bad = ANCESTOR.model_copy(update=changed)
    made, dropped = checked([*ALL, lark], [ANCESTOR, bad])
    assert len(made.relations) == 1
    del dropped[checking.UNFOUND_NAME], dropped[checking.UNFOUND_ENTITY]
    assert dropped == {kind: 1}


def test_evidence_names_both_ends_where_a_sentence_does() -> None:
    (relation,) = checked(relations=[ANCESTOR.model_copy(update={"sentence": 2})])[0].relations
    assert PAPER.text[slice(*relation.evidence)] == "OwlNet builds on CrowNet."


def test_evidence_is_the_sentence_that_is_said_where_none_names_both() -> None:
    tested = Statement(head="a", relation="EVALUATED_ON", tail="c", outcome=None, sentence=4)
    (relation,) = checked(relations=[tested])[0].relations
    assert PAPER.text[slice(*relation.evidence)].startswith("On PerchBench")


def test_only_comparisons_have_an_outcome() -> None:
    compared = ANCESTOR.model_copy(update={"relation": RelationType.COMPARED_WITH})
    bragging = ANCESTOR.model_copy(update={"outcome": Outcome.BETTER})
    made, _ = checked(relations=[compared, bragging])
    assert [relation.outcome for relation in made.relations] == [Outcome.UNSTATED, None]


def test_a_relation_is_stated_once() -> None:
    made, dropped = checked(relations=[ANCESTOR, ANCESTOR])
    assert len(made.relations) == 1
    assert not dropped


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"value": ""}, checking.UNFOUND_VALUE),
        ({"value": "accuracy"}, checking.UNFOUND_VALUE),
        ({"value": "91.6%"}, checking.UNFOUND_VALUE),
        ({"value": "9"}, checking.UNFOUND_VALUE),
        ({"value": "91.5"}, checking.TAKEN_VALUE),
        ({"subject": None, "on": None}, checking.NO_ROLES),
        ({"subject": "c", "on": "a"}, checking.NO_ROLES),
        ({"subject": "z", "on": "z"}, checking.NO_ROLES),
    ],
)
def test_a_result_that_does_not_hold_is_dropped(changed: dict[str, Any], kind: str) -> None:
    made, dropped = checked(results=[FIGURE, FIGURE.model_copy(update=changed)])
    assert [result.value for result in made.results] == ["91.5%"]
    assert dropped == {kind: 1}


def test_a_role_that_its_entity_cannot_play_is_empty() -> None:
    (result,) = checked(results=[FIGURE.model_copy(update={"metric": "d"})])[0].results
    assert (result.on, result.metric) == ("e3", None)


ids = st.sampled_from("abcdx")
names = st.sampled_from(
    "OwlNet|Owl|owl|Night|CrowNet|CrowNet.|PerchBench|91.5%|accuracy|F1|days|LarkNet|dark|"
    "owl counting|OwlNet builds|builds on CrowNet|| ".split("|")
)
values = st.sampled_from(["91.5%", "91.5", "5", "94.9", "4.9", "F1", "2", "2 days", "7", "%"])
things = st.builds(Thing, id=ids, names=st.lists(names, max_size=4))
statements = st.builds(Statement, head=ids, tail=ids, sentence=st.integers(-1, 6))
figures = st.builds(Figure, value=values, subject=ids, on=st.none() | ids, metric=st.none() | ids)


@given(st.lists(things, max_size=6), st.lists(statements), st.lists(figures))
def test_whatever_is_answered_the_laws_hold(
    entities: list[Thing], relations: list[Statement], results: list[Figure]
) -> None:
    made, _ = checked(entities, relations, results)
    assert from_corpus(to_corpus(made), PAPER) == made
