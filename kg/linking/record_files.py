"""Files that a person writes for the linker: a record a line, in JSON."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from kg.errors import SourceError
from kg.records import Record

R = TypeVar("R", bound=Record)


def read_records(path: Path, record: type[R], what: str, fault: str) -> Iterator[R]:
    """The records of a file, whose empty lines are passed over.

    Args:
        path: the file.
        record: what each line is.
        what: what the file is called when it cannot be read.
        fault: what is said of a line that is no such record, behind its place.

    Raises:
        SourceError: if the file cannot be read or a line is no such record.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read {what} {path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield record.model_validate_json(line)
            except ValidationError as error:
                raise SourceError(f"{path}:{number} {fault}") from error
