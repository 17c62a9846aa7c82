"""Papers to annotations, on one or several processes."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice

from kg.errors import PaperkgError, PluginError
from kg.plugins import Extractor, extractor
from kg.records import Annotation, Paper

CHUNK = 32
"""Papers that travel to a process at a time."""

WORTH_A_POOL = 8 * CHUNK
"""Fewer papers are done before a second process has loaded its model."""

_loaded: Extractor | None = None


def extract(papers: Iterable[Paper], name: str, processes: int = 1) -> Iterator[Annotation]:
    """Annotate ``papers`` in order with the extractor called ``name``.

    The annotations do not depend on ``processes``. Memory is bounded: a few chunks of papers are
    under way at a time.

    Raises:
        PluginError: if there is no such extractor, or if it fails.
    """
    papers = iter(papers)
    head = list(islice(papers, WORTH_A_POOL))
    if not head:
        return
    if processes == 1 or len(head) < WORTH_A_POOL:
        yield from _checked(extractor(name), chain(head, papers), name)
    else:
        yield from _extract_in_pool(chain(head, papers), name, processes)


def _extract_in_pool(papers: Iterator[Paper], name: str, processes: int) -> Iterator[Annotation]:
    # Not fork: the database and the model's libraries run threads, which a fork would break.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_load, initargs=(name,)) as pool:
        under_way: deque[Future[list[Annotation]]] = deque()
        try:
            while chunk := list(islice(papers, CHUNK)):
                under_way.append(pool.submit(_extract_chunk, chunk, name))
                if len(under_way) > 2 * processes:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _load(name: str) -> None:
    global _loaded  # noqa: PLW0603 -- one model a process, loaded when the process starts
    _loaded = extractor(name)


def _extract_chunk(papers: list[Paper], name: str) -> list[Annotation]:
    assert _loaded is not None
    return list(_checked(_loaded, papers, name))


def _checked(run: Extractor, papers: Iterable[Paper], name: str) -> Iterator[Annotation]:
    """What ``run`` makes of ``papers``, which must be one annotation a paper, in order."""
    asked: deque[Paper] = deque()

    def watched() -> Iterator[Paper]:
        for paper in papers:
            asked.append(paper)
            yield paper

    try:
        for annotation in run(watched()):
            if not asked or annotation.paper != asked[0].id:
                raise PluginError(f"the extractor {name!r} did not keep to one annotation a paper")
            asked.popleft()
            yield annotation
    except PaperkgError:
        raise
    except Exception as error:
        place = asked[0].id if asked else "the end"
        raise PluginError(f"the extractor {name!r} failed at {place}: {error!r}") from error
    if asked:
        raise PluginError(f"the extractor {name!r} gave no annotation for {asked[0].id}")
