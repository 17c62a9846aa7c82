"""Updates in processes that can be killed, forked from one that has the extractor."""

import datetime
import multiprocessing
import os
from collections.abc import Mapping
from pathlib import Path

EXTRACTOR = "rules"
SOURCE = "arxiv:cs.CL"

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["__main__", "tests.warm"])


def run_update(
    environment: Mapping[str, str],
    graph: Path,
    days: tuple[datetime.date | None, datetime.date],
    limit: float | None = None,
) -> int | None:
    """Update ``graph`` in a process that is killed after ``limit`` seconds; its exit code."""
    process = _context.Process(target=_update, args=(environment, graph, days))
    process.start()
    process.join(limit)
    if process.exitcode is None:
        process.kill()
        process.join()
    return process.exitcode


def _update(
    environment: Mapping[str, str], graph: Path, days: tuple[datetime.date | None, datetime.date]
) -> None:
    from kg.pipeline import BuildOptions  # noqa: PLC0415 (they load the database)
    from kg.updating import Window, update  # noqa: PLC0415

    os.environ.update(environment)
    update(graph, [SOURCE], BuildOptions(extractor=EXTRACTOR), Window(*days))
