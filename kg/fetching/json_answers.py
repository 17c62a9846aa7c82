"""Answers in JSON, as the services' own documentation has them."""

import json
from collections.abc import Sequence
from typing import Any

from kg.fetching.service import BrokenAnswerError

Object = dict[str, Any]


def parse_list(answer: bytes) -> list[Object]:
    """The objects of a list; other items, such as null for an unknown id, are left out."""
    return _objects(_parse(answer))


def parse_object(answer: bytes, member: str) -> tuple[Object, Sequence[Object]]:
    """An object and the objects in the list that is its ``member``."""
    value = _parse(answer)
    if not isinstance(value, dict):
        raise BrokenAnswerError("the answer is no JSON object")
    return value, _objects(value.get(member))


def _parse(answer: bytes) -> Any:
    try:
        return json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise BrokenAnswerError(f"the answer is no JSON: {error}") from error


def _objects(value: Any) -> list[Object]:
    if not isinstance(value, list):
        raise BrokenAnswerError("the answer holds no list of papers")
    return [item for item in value if isinstance(item, dict)]
