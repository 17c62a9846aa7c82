"""What a model says becomes an answer, or why it is none."""

import json
from collections import Counter
from typing import Any

import pytest

from extractors.llm.answer import MALFORMED, Answer, UnreadableError, read, schema
from tests.llm_server import answer

OWL = {"id": "e1", "type": "Model", "names": ["OwlNet"], "new": True}
PERCH = {"id": "e2", "type": "Benchmark", "names": ["PerchBench"], "new": False}
TESTED = {
    "head": "e1", "relation": "EVALUATED_ON", "tail": "e2", "outcome": None, "sentence": 1
}  # fmt: skip
FIGURE = {"value": "91.5%", "subject": "e1", "on": "e2", "metric": None}
WHOLE = answer(OWL, PERCH, relations=[TESTED], results=[FIGURE])


def read_all(text: str) -> Answer:
    """The answer in ``text``, all of which is as asked for."""
    dropped: Counter[str] = Counter()
    made = read(text, dropped)
    assert not dropped
    return made


def test_an_answer_is_read_whole() -> None:
    assert read_all(WHOLE).model_dump(mode="json") == json.loads(WHOLE)


@pytest.mark.parametrize(
    "around",
    [
        "```json\n{}\n```",
        "Here is what I found:\n\n{}\n\nDoes that help?",
        "<think>It may be {{a trap}}, or {{}}.</think>\n{}",
    ],
)
def test_what_stands_around_the_object_does_not_matter(around: str) -> None:
    assert read_all(around.format(WHOLE)) == read_all(WHOLE)


def test_what_goes_without_saying_may_be_left_out() -> None:
    bare = answer(
        {"id": "e1", "type": "Model", "names": ["OwlNet"], "new": True},
        {"id": "e2", "type": "Benchmark", "names": ["PerchBench"]},
        relations=[{"head": "e1", "relation": "EVALUATED_ON", "tail": "e2", "sentence": 1}],
        results=[{"value": "91.5%", "subject": "e1", "on": "e2"}],
    )
    assert read_all(bare) == read_all(WHOLE)


def test_numbers_for_strings_and_more_than_was_asked_do_no_harm() -> None:
    (figure,) = read_all(answer(results=[{"value": 91.5, "subject": 1, "unit": "%"}])).results
    assert (figure.value, figure.subject) == ("91.5", "1")


@pytest.mark.parametrize(
    "parts",
    [
        {"entities": ["OwlNet"]},
        {"entities": [{**OWL, "type": "Bird"}]},
        {"entities": [{**OWL, "names": "OwlNet"}]},
        {"entities": [{**OWL, "names": None}]},
        {"relations": [{**TESTED, "relation": "EATS"}]},
        {"relations": [{**TESTED, "sentence": "the first"}]},
        {"relations": [{**TESTED, "outcome": "glorious"}]},
        {"results": [{**FIGURE, "value": None}]},
        {"results": [None]},
    ],
)
def test_a_malformed_item_is_dropped_and_counted(parts: dict[str, list[Any]]) -> None:
    dropped: Counter[str] = Counter()
    whole = json.loads(WHOLE)
    both = {name: [*items, *parts.get(name, [])] for name, items in whole.items()}
    assert read(json.dumps(both), dropped) == read_all(WHOLE)
    assert dropped == {MALFORMED: 1}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is no JSON object"),
        ("I cannot help with that.", "it is no JSON object"),
        (WHOLE[:-20], "it is no JSON object"),
        (WHOLE.replace('"Model"', '"\\ud800"'), "it is no JSON object"),
        ("{" * 100_000, "it is no JSON object"),
        ("{}", "it has no list 'entities'"),
        ('{"entities": [], "relations": {}, "results": []}', "it has no list 'relations'"),
    ],
)
def test_what_is_no_answer_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(text, Counter())


def test_the_schema_can_be_held_to_strictly() -> None:
    # Strict endpoints want every member of every object required, and none beside them.
    made = schema()
    objects = [made, *(part for part in made["$defs"].values() if part["type"] == "object")]
    assert len(objects) == 4
    for each in objects:
        assert each["required"] == list(each["properties"])
        assert each["additionalProperties"] is False
