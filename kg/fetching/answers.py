"""What a service has answered, kept on disk until the task that asked is done.

A task that was killed is started again and walks its pages from the first one: those that were
answered are here, so nothing is asked for twice, and there is no other state to go wrong.
"""

import datetime
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from kg.errors import FetchError
from kg.fetching.client import Client
from kg.fetching.service import Ask, Get

T = TypeVar("T")

LASTS = datetime.timedelta(days=1)
"""How long an unfinished task can be taken up: cursors and resumption tokens last about a day."""

_BEGUN, _LOCK = "begun", ".lock"


class ExpiredError(FetchError):
    """The service no longer knows the cursor with which a task would go on."""


class Answers:
    """The answers to the requests of one task, in a folder.

    ``begun`` is when the task was first started: what the answers hold is of that time or later.
    """

    def __init__(self, folder: Path, begun: datetime.datetime) -> None:
        self.folder = folder
        self.begun = begun

    def getter(self, client: Client) -> Get:
        """Asks ``client`` for what is not here yet."""

        def get(ask: Ask, parse: Callable[[bytes], T]) -> T:
            path = self.folder / f"{_digest(client.address, ask)}.answer"
            if path.exists():
                return parse(path.read_bytes())
            answer, parsed = client.ask(ask, parse)
            _write(path, answer)
            return parsed

        return get


@contextmanager
def answers(folder: Path) -> Iterator[Answers]:
    """The answers in ``folder``: those of a run that did not come to its end, or else none.

    When the block ends well, the folder is removed; when it fails, what was answered stays for
    the next run, for as long as :data:`LASTS`.

    Raises:
        FetchError: if another process is at it, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=0):
            try:
                yield Answers(folder, _taken_up(folder) or _begin(folder))
            except ExpiredError:
                _empty(folder)
                raise
            _empty(folder)
        shutil.rmtree(folder, ignore_errors=True)
    except Timeout as error:
        raise FetchError(f"another process is fetching into {folder}; wait for it") from error
    except OSError as error:
        raise FetchError(f"cannot write {folder}: {error.strerror or error}") from error


def _taken_up(folder: Path) -> datetime.datetime | None:
    """When the unfinished task in ``folder`` was begun, unless that is too long ago."""
    try:
        begun = datetime.datetime.fromisoformat((folder / _BEGUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return begun if datetime.datetime.now(datetime.UTC) - begun < LASTS else None


def _begin(folder: Path) -> datetime.datetime:
    _empty(folder)
    begun = datetime.datetime.now(datetime.UTC)
    _write(folder / _BEGUN, begun.isoformat().encode())
    return begun


def _empty(folder: Path) -> None:
    """Remove the time of the beginning first, without which the answers are not taken up."""
    (folder / _BEGUN).unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.name != _LOCK:
            path.unlink()


def _write(path: Path, content: bytes) -> None:
    """Write a file at once: who dies while writing leaves none."""
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    os.replace(draft, path)


def _digest(address: str, ask: Ask) -> str:
    asked = json.dumps([address, ask.path, dict(ask.parameters), ask.body], sort_keys=True)
    return blake2b(asked.encode(), digest_size=16).hexdigest()
