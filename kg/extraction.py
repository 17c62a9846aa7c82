"""Papers to annotations, on one or several processes."""

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from multiprocessing import resource_tracker

from threadpoolctl import threadpool_limits

from kg.errors import PaperkgError, PluginError
from kg.plugins import RemoteExtractor, extractor
from kg.records import Annotation, Paper, Rejected

CHUNK = 64
"""Papers that an extractor gets at a time."""

WORTH_A_POOL = 4 * CHUNK
"""Fewer papers are done before a second process has loaded its model."""

Item = tuple[Paper, Annotation | None]
Annotated = tuple[Paper, Annotation]
Tried = tuple[Paper, Annotation | Rejected]

loaded = cache(extractor)
"""The extractor of a name, loaded once in each process."""


def annotate(items: Iterable[Item], name: str, processes: int = 1) -> Iterator[Tried]:
    """Give every paper that has no annotation yet what the extractor called ``name`` says of it.

    The order is kept, and the annotations do not depend on ``processes``. Memory is bounded: a
    few chunks of papers are under way at a time. A remote extractor is asked by this process alone.

    Raises:
        PluginError: if there is no such extractor, or if it fails.
    """
    chunks = _chunks(items)
    extracted = 0
    for chunk in chunks:
        if processes > 1 and extracted >= WORTH_A_POOL and not is_remote(name):
            yield from _annotate_in_pool(chain([chunk], chunks), name, processes)
            return
        yield from _annotate_chunk(chunk, name)
        extracted += sum(annotation is None for _, annotation in chunk)


def is_remote(name: str) -> bool:
    """Whether the extractor called ``name`` asks another machine. Raises PluginError."""
    return isinstance(loaded(name), RemoteExtractor)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _annotate_in_pool(chunks: Iterable[list[Item]], name: str, processes: int) -> Iterator[Tried]:
    # Not fork: the database and the model's libraries run threads, which a fork would break.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=start_process, initargs=(name,))
    under_way: deque[Future[list[Tried]]] = deque()
    try:
        for chunk in chunks:
            with _interrupts_held_back():
                under_way.append(pool.submit(_annotate_chunk, chunk, name))
            if len(under_way) > 2 * processes:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BrokenProcessPool as error:
        raise PluginError(f"a process of the extractor {name!r} died (out of memory?)") from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C wait; processes that start meanwhile never get it, as they inherit the mask.

    Until :func:`start_process` has run in them they would print a traceback each.
    """
    if sys.platform == "win32":  # it has no masks
        yield
        return
    resource_tracker.ensure_running()  # where it is started it lets interrupts through
    masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, masked)


def start_process(name: str) -> None:
    """Prepare a process of the pool: its extractor runs one thread, as the pool has all cores."""
    # Ctrl-C reaches all processes of the terminal; the first one is to end the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    loaded(name)
    threadpool_limits(1)


def _annotate_chunk(chunk: Sequence[Item], name: str) -> list[Tried]:
    papers = [paper for paper, annotation in chunk if annotation is None]
    made = iter(_extract(papers, name) if papers else ())
    return [(paper, annotation or next(made)) for paper, annotation in chunk]


def _extract(papers: list[Paper], name: str) -> list[Annotation | Rejected]:
    """One answer a paper, in order, which an extractor of somebody else may fail to give."""
    try:
        made = list(loaded(name)(papers))
    except PaperkgError:
        raise
    except Exception as error:
        raise PluginError(f"the extractor {name!r} failed: {error!r}") from error
    if len(made) != len(papers) or not all(map(_is_of, made, papers)):
        raise PluginError(f"the extractor {name!r} does not give one annotation a paper, in order")
    return made


def _is_of(made: Annotation | Rejected, paper: Paper) -> bool:
    return isinstance(made, Rejected) or made.paper == paper.id
