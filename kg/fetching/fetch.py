"""Papers of a service, one by one, and into a file that is whole or not there."""

import datetime
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.fetching.answers import Answers, answers
from kg.fetching.client import Client
from kg.fetching.service import Wanted, service
from kg.pipeline import Progress
from kg.readers.report import DOUBLE, ReadReport
from kg.records import Paper, Rejected
from kg.writing import whole


def fetch(wanted: Wanted, known: Answers, report: ReadReport) -> Iterator[Paper]:
    """The papers that are wanted, each id once, as they come.

    Args:
        wanted: of which service, and what.
        known: answers of an earlier run, which are not asked for again, and where new ones go.
        report: is filled while the papers are taken.

    Raises:
        FetchError: if the service does not give what is wanted.
        PluginError: if there is no such service.
    """
    asked = service(wanted.service)
    seen: set[str] = set()
    with Client(wanted.service, asked.HOST) as client:
        for records in asked.pages(wanted, known.getter(client)):
            for record in records:
                if isinstance(record, Rejected):
                    report.reject(wanted.service, record)
                elif record.id in seen:
                    rejected = Rejected(reason=f"{DOUBLE}: {record.id}")
                    report.reject(wanted.service, rejected)
                else:
                    seen.add(record.id)
                    report.papers += 1
                    yield record


def fetch_into(
    path: Path,
    wanted: Wanted,
    report: ReadReport,
    progress: Progress = lambda stage, done: None,
) -> datetime.date:
    """Write the papers that are wanted to ``path``, an object of JSON a line.

    The file appears at once, at the end. What was answered until then stays beside it in
    ``.NAME.fetch``: when the same is wanted again within a day, the fetch goes on from there.

    Returns:
        The day up to which all papers are there, as far as the service had them.

    Raises:
        FetchError: if the service does not give what is wanted.
        LoadError: if the file cannot be written.
    """
    with answers(path.with_name(f".{path.name}.fetch")) as known:
        draft = known.folder / path.name  # where it is removed if this process dies
        write_papers(draft, fetch(wanted, known, report), progress)
        with whole(path) as made:
            os.replace(draft, made)
        return covered(wanted, known)


def covered(wanted: Wanted, known: Answers) -> datetime.date:
    """The day up to which all papers are there that the service had."""
    return min(known.begun.date(), wanted.until or datetime.date.max)


def write_papers(path: Path, papers: Iterable[Paper], progress: Progress) -> None:
    """Write ``papers`` to ``path`` as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for done, paper in enumerate(papers, 1):
            file.write(paper.model_dump_json(exclude_defaults=True) + "\n")
            progress("fetching", done)
