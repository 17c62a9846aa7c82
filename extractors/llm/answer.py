"""What the model is asked to answer, and what it did answer."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from kg.schema import EntityType, Outcome, RelationType

MALFORMED = "items that are not as asked for"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class Thing(_Part):
    """An entity: ``names`` as they stand in the text."""

    id: str
    type: EntityType
    names: list[str]
    new: bool


class Statement(_Part):
    """A relation between two things, by id; ``sentence`` is the number of the one that says so."""

    head: str
    relation: RelationType
    tail: str
    outcome: Outcome | None
    sentence: int


class Figure(_Part):
    """A result; its roles are ids of things."""

    value: str
    subject: str | None
    on: str | None
    metric: str | None


class Answer(_Part):
    """All that one abstract says."""

    entities: list[Thing]
    relations: list[Statement]
    results: list[Figure]


_UNSAID: dict[str, Any] = {
    "new": False, "outcome": None, "subject": None, "on": None, "metric": None
}  # fmt: skip
"""What a model may leave out where nothing holds it to the schema."""

PartT = TypeVar("PartT", bound=_Part)


class UnreadableError(Exception):
    """An answer that is not the object that was asked for."""


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, which endpoints can hold a model to."""
    return Answer.model_json_schema()


def read(text: str, dropped: Counter[str]) -> Answer:
    """The answer in ``text``, without its malformed items, which are counted in ``dropped``.

    Models like to think aloud or to draw a fence around JSON: what counts is the object.

    Raises:
        UnreadableError: if there is none, or it has not the three lists.
    """
    said = text.rpartition("</think>")[2]
    try:
        value = from_json(said[max(0, said.find("{")) : said.rfind("}") + 1])
    except ValueError as error:
        raise UnreadableError(f"it is no JSON object ({error})") from error
    for name in Answer.model_fields:
        if not isinstance(value, dict) or not isinstance(value.get(name), list):
            raise UnreadableError(f"it has no list {name!r}")
    return Answer(
        entities=list(_parts(Thing, value["entities"], dropped)),
        relations=list(_parts(Statement, value["relations"], dropped)),
        results=list(_parts(Figure, value["results"], dropped)),
    )


def _parts(part: type[PartT], items: list[Any], dropped: Counter[str]) -> Iterator[PartT]:
    for item in items:
        given = {**_UNSAID, **item} if isinstance(item, dict) else {}
        try:
            yield part.model_validate({name: given.get(name) for name in part.model_fields})
        except ValidationError:
            dropped[MALFORMED] += 1
