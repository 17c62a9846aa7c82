"""A graph that follows its sources: what came since the last time is fetched and built in."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import FetchError
from kg.fetching.answers import Answers, answers
from kg.fetching.fetch import covered, fetch, write_papers
from kg.fetching.followed import Followed, followed_by, keep_followed, since_last
from kg.fetching.service import Wanted, wanted_from
from kg.pipeline import BuildOptions, BuildReport, Progress, build
from kg.readers import ReadReport
from kg.records import Paper


@dataclass(frozen=True)
class Window:
    """The days of an update, both included; ``since`` is by default where the last one ended."""

    since: datetime.date | None = None
    until: datetime.date | None = None


LAST = Window()


@dataclass
class UpdateReport:
    """What an update did: ``fetched`` counts what services gave, ``built`` what came of it."""

    fetched: ReadReport = field(default_factory=ReadReport)
    built: BuildReport = field(default_factory=BuildReport)


def update(
    graph: Path,
    sources: Sequence[str],
    options: BuildOptions,
    window: Window = LAST,
    progress: Progress = lambda stage, done: None,
) -> UpdateReport:
    """Fetch what is new in all sources that ``graph`` follows, and build it in.

    An update that was killed is simply run again: it asks for nothing that was answered, and
    papers that the graph holds already are not read twice. Where a service fails, the others are
    built in, and the next update begins at the same day.

    Args:
        graph: the graph's file, which may not be there yet.
        sources: services as ``NAME`` or ``NAME:QUERY``, or files, folders and patterns. They are
            followed from now on, beside those that are already.
        options: how to build.
        window: which days.
        progress: is told of what is going on.

    Raises:
        FetchError: if a service does not give what is wanted of it.
        PaperkgError: if a source, an option or the graph is not as it must be.
    """
    followed = followed_by(graph)
    followed.update({each: Followed(source=each) for each in sources if each not in followed})
    if not followed:
        raise FetchError(f"{graph} follows no sources yet: name some, such as arxiv:cat:cs.CL")
    services = dict(_services(followed.values(), window))
    files: list[str | Path] = [each for each in followed if each not in services]
    report = UpdateReport()
    with answers(graph.with_name(f".{graph.name}.update")) as known:
        papers = known.folder / "papers.jsonl"
        write_papers(papers, _fetched(services.values(), known, report.fetched), progress)
        if report.fetched.papers:
            files.append(papers)
        if files:
            report.built = build(files, graph, options, progress)
        if report.fetched.failed:
            # Before the block ends well: what was answered is there for the next try.
            raise FetchError("; ".join(report.fetched.failed))
        for source, wanted in services.items():
            followed[source] = Followed(source=source, last=covered(wanted, known))
        keep_followed(graph, followed.values())
    return report


def _services(followed: Iterable[Followed], window: Window) -> Iterator[tuple[str, Wanted]]:
    """What is wanted of each source that is a service."""
    for each in followed:
        wanted = wanted_from(each.source)
        if wanted is None:
            continue
        if window.since is not None:
            wanted = wanted.model_copy(update={"since": window.since, "changed": True})
        elif each.last is not None:
            wanted = since_last(wanted, each.last)
        else:
            raise FetchError(f"{each.source} is new: say from which day on with --since")
        yield each.source, wanted.model_copy(update={"until": window.until})


def _fetched(services: Iterable[Wanted], known: Answers, report: ReadReport) -> Iterator[Paper]:
    """The papers of all services; one that fails is reported, and the next one asked."""
    for wanted in services:
        try:
            yield from fetch(wanted, known, report)
        except FetchError as error:
            report.failed.append(str(error))
