"""Queries of strangers: in processes of their own, which end with the time that a query may take.

The database checks its own time limit between its steps, and within one it can fill the memory
or crash. A process can be ended at any time, and takes nothing with it.
"""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import GraphError, QueryError
from kg.graph_files import GraphVersion, version
from kg.records import Record

_GRACE = 1.0
"""Seconds past its limit after which a query that did not end by itself is ended."""

_START = 60.0
"""Seconds that a process may take until it has opened the graph."""


@dataclass(frozen=True)
class Limits:
    """What a query may take and give: the answer is cut, the rest ends the query."""

    seconds: float = 5.0
    rows: int = 1_000
    characters: int = 4_000_000
    bytes_of_memory: int = 2 * 1024**3


class BusyError(QueryError):
    """Other queries take up all processes."""


class Answer(Record):
    """The first rows of an answer, column by column; ``truncated`` says that there are more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


class BoundedQueries:
    """Asks the graph that is at a path now; use it as a context manager or close it."""

    def __init__(self, path: Path, limits: Limits | None = None, processes: int = 2) -> None:
        """Start the processes; each opens the graph on its own.

        Args:
            path: the graph's file.
            limits: of each query.
            processes: how many queries can run at a time.
        """
        self.limits = limits or Limits()
        self._workers = [_Worker(path, self.limits) for _ in range(processes)]
        self._free: queue.Queue[_Worker] = queue.Queue()
        for worker in self._workers:
            self._free.put(worker)

    def ask(self, cypher: str, parameters: Mapping[str, Any]) -> Answer:
        """The answer of the graph, which can only be read.

        Raises:
            QueryError: the query is refused, or takes more time or memory than it may.
            BusyError: no process came free in that time.
            GraphError: the graph does not open.
        """
        with self._worker() as worker:
            return worker.ask({"cypher": cypher, "parameters": dict(parameters)})

    @contextmanager
    def _worker(self) -> Iterator["_Worker"]:
        try:
            worker = self._free.get(timeout=self.limits.seconds)
        except queue.Empty as error:
            raise BusyError("other queries are running; try again in a moment") from error
        try:
            yield worker
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End the processes and what they are doing."""
        for worker in self._workers:
            worker.end()

    def __enter__(self) -> "BoundedQueries":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Worker:
    """A process with the graph open (:mod:`kg.query_worker`), made anew when it has ended."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._version: GraphVersion | None = None
        self._process = self._start()
        self._is_ready = False

    def ask(self, request: Mapping[str, Any]) -> Answer:
        self._make_ready()
        seconds = self._limits.seconds
        reply = self._exchange(json.dumps(request) + "\n", seconds + _GRACE)
        if reply is None:
            raise QueryError(f"the query took more than {seconds:g} seconds or too much memory")
        if "error" in reply:
            raise QueryError(reply["error"])
        return Answer(**reply)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _make_ready(self) -> None:
        if self._process.poll() is not None or version(self._path) not in (None, self._version):
            self.end()
            self._process = self._start()
            self._is_ready = False
        if not self._is_ready:
            reply = self._exchange("", _START)
            if reply is None or "error" in reply:
                self.end()
                raise GraphError(reply["error"] if reply else f"cannot open {self._path}")
            self._is_ready = True

    def _start(self) -> "subprocess.Popen[str]":
        self._version = version(self._path)
        # -P: a file called kg.py where the user is must not come before the package.
        command = [sys.executable, "-P", "-m", "kg.query_worker", str(self._path)]
        return subprocess.Popen(
            [*command, json.dumps(asdict(self._limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            process_group=0,  # Ctrl-C is for us: the process ends with its input
        )

    def _exchange(self, line: str, seconds: float) -> dict[str, Any] | None:
        """Send ``line`` and read a line; None if the process ended, as it does after so long."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = threading.Timer(seconds, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            reply = self._process.stdout.readline()
        except OSError:
            reply = ""
        finally:
            timer.cancel()
        if not reply.endswith("\n"):
            self._process.kill()
            self._process.wait()
            return None
        found: dict[str, Any] = json.loads(reply)
        return found
