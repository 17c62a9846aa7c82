"""Questions that people ask of a graph, as Cypher that answers them: those of docs/queries.md.

They are in ``questions.cypher``. A line ``//// Title`` begins each; lines ``// $name = VALUE``,
VALUE in JSON, set its parameters to what the examples have an answer for.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.records import Record

_MARK = re.compile(r"^//// (.+)\n", re.MULTILINE)
_PARAMETER = re.compile(r"^// \$(\w+) = (.+)$", re.MULTILINE)


class Question(Record):
    """A question and the query that answers it; ``cypher`` begins with its parameters."""

    title: str
    cypher: str
    parameters: Mapping[str, Any]


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order of the page."""
    text = files("kg").joinpath("questions.cypher").read_text(encoding="utf-8")
    _, *parts = _MARK.split(text)
    return tuple(
        Question(title=title, cypher=f"{cypher.strip()}\n", parameters=parameters(cypher))
        for title, cypher in zip(parts[::2], parts[1::2], strict=True)
    )


def parameters(cypher: str) -> Mapping[str, Any]:
    """The parameters that the comments of a query set."""
    return {name: json.loads(value) for name, value in _PARAMETER.findall(cypher)}
