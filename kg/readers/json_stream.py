"""JSON records out of a stream, one by one, whichever way they are laid out.

They may stand one on a line, in an array, or in an array that is a member of an object, as in
the answer of a web service; files of any size take the memory of one record.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import ijson

from kg.errors import SourceError
from kg.readers.encoding import head_text, lines, utf8_chunks
from kg.readers.fields import on_line, to_paper
from kg.readers.source import HEAD_SIZE
from kg.readers.streams import peek
from kg.records import Paper, Rejected

LISTS = ("papers", "results", "data")
"""Members of an object that hold records, where the object is none itself."""

MAX_DEPTH = 100
"""How deep JSON may be nested that does not stand on one line; records of papers have ten."""

Object = Mapping[str, Any]


def read_json(
    stream: BinaryIO, convert: Callable[[Object], Paper | Rejected] = to_paper
) -> Iterator[Paper | Rejected]:
    """The papers that ``convert`` makes of the JSON objects in ``stream``.

    Raises:
        SourceError: where the text is no JSON, unless it is one line of many.
    """
    for line, record in records(stream):
        if isinstance(record, dict):
            yield on_line(convert(record), line)
        elif isinstance(record, Rejected):
            yield record
        else:
            yield Rejected(reason="not a JSON object", line=line)


def records(stream: BinaryIO) -> Iterator[tuple[int | None, Any]]:
    """The records in ``stream`` with their line, where they stand one on a line.

    A line that is no JSON or no text is a :class:`~kg.records.Rejected`. Raises as
    :func:`read_json`.
    """
    head, stream = peek(stream, HEAD_SIZE)
    start = head_text(head)
    if _is_lines(start):
        yield from _from_lines(lines(stream))
    else:
        for record in _from_text(utf8_chunks(stream), _place(start)):
            yield None, record


def sample(head: bytes) -> Object:
    """The first object in a source that starts with ``head``, as far as it goes; or empty."""
    start = head_text(head)
    if not start.startswith(("{", "[")):
        return {}
    if _is_lines(start):
        found = (record for _, record in _from_lines(start.encode().split(b"\n")))
        return next((record for record in found if isinstance(record, dict)), {})
    return _members(start, _place(start))


def _is_lines(start: str) -> bool:
    """Whether records stand one on a line: the first or the second line is a whole object."""
    if not start.startswith("{"):
        return not start.startswith("[")
    first, *others = start.split("\n", 2)[:2]
    inside = first.rstrip().endswith(("[", "{", ",", ":"))
    return _is_object(first) or (not inside and any(_is_object(line) for line in others))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _from_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                value = json.loads(line.decode())
            except UnicodeDecodeError as error:
                reason = f"not UTF-8: byte 0x{line[error.start]:02x} cannot be decoded"
                yield number, Rejected(reason=reason, line=number)
            except (ValueError, RecursionError) as error:
                yield number, Rejected(reason=f"not JSON: {error}"[:200], line=number)
            else:
                for record in _unpacked(value):
                    yield number, record


def _place(start: str) -> str:
    """Where the records are in JSON that starts so, as ijson says it: ``results.item``."""
    if start.startswith("["):
        return "item"
    if "title" in _members(start, ""):
        return ""
    return next((place for name in LISTS if _members(start, place := f"{name}.item")), "")


def _members(start: str, place: str) -> dict[str, Any]:
    """The members of the first object at ``place``, as far as the text goes."""
    found: dict[str, Any] = {}
    try:
        for name, value in ijson.kvitems(_events(start.encode(errors="replace")), place):
            if name in found:  # the next object has begun
                break
            found[name] = value
    except (ijson.JSONError, ValueError):
        pass  # the end of the text, or of what is JSON in it
    return found


def _from_text(chunks: Iterator[bytes], place: str) -> Iterator[Any]:
    try:
        # Objects may follow each other; where there is one of them, it may hold a list after all.
        for value in ijson.items(_events(ijson.from_iter(chunks), not place), place):
            yield from (value,) if place else _unpacked(value)
    except (ijson.JSONError, ValueError) as error:
        raise SourceError(f"it is not JSON, or it is cut off: {_one_line(error)}") from error


def _events(source: Any, several: bool = False) -> Iterator[Any]:
    """The events of ijson for ``source``. Raises ValueError where JSON is nested too deep.

    ijson keeps the whole path of where it is, so depth costs it the square.
    """
    events = ijson.basic_parse(source, use_float=True, multiple_values=several)
    return ijson.parse(_shallow(events))  # type: ignore[no-any-return]


def _shallow(events: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    depth = 0
    for event in events:
        if event[0] in ("start_map", "start_array"):
            depth += 1
            if depth > MAX_DEPTH:
                raise ValueError(f"nested more than {MAX_DEPTH} deep")
        elif event[0] in ("end_map", "end_array"):
            depth -= 1
        yield event


def _unpacked(value: Any) -> Iterable[Any]:
    """The records of an object that holds a list of them, else ``value`` itself."""
    if isinstance(value, dict) and "title" not in value:
        for name in LISTS:
            found = value.get(name)
            if isinstance(found, list) and any(isinstance(item, dict) for item in found):
                return found
    return (value,)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:100]
