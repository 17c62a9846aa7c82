"""Reading: sources in, papers out, each source by the reader of its format."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from kg.errors import SourceError
from kg.plugins import READERS, Reader, names, reader
from kg.readers.encoding import head_text, utf8
from kg.readers.json_stream import sample
from kg.readers.report import DOUBLE, OTHER_TEXT, ReadReport
from kg.readers.source import Source, find_sources
from kg.records import Annotation, Paper, Rejected

GENERAL = ("json", "csv", "daily-papers-text")
"""Readers of formats that others are special cases of; the one that comes first goes first."""

Choose = Callable[[bytes, str], Reader]
"""From the first bytes of a source and its name to its reader."""


def read_papers(
    sources: Sequence[str | Path], report: ReadReport, format: str | None = None
) -> Iterator[Paper | Annotation]:
    """Papers of all ``sources``, streamed, each id once; annotations stand before their papers.

    A source that the caller named and that cannot be read at all is an error at once, before
    the first paper. What goes wrong later, or with a file that was found in a folder, is put in
    the report, and the reading goes on.

    Args:
        sources: files, folders, patterns like ``*.json``, or ``-`` for standard input.
        report: is filled while the papers are taken.
        format: name of the reader for all sources; by default each is told by its content.

    Raises:
        SourceError: if a named source is missing, empty or of unknown format, or if none at all
            could be read.
        PluginError: if there is no reader called ``format``.
    """
    choose = _chooser(format)
    found = find_sources(sources)
    for source in found:
        if source.named:
            _check(source, choose)
    return _read_all(found, report, choose)


def _chooser(format: str | None) -> Choose:
    if format:
        given = reader(format)
        return lambda head, name: given
    return partial(recognise, {each: reader(each) for each in names(READERS)})


def _read_all(
    sources: list[Source], report: ReadReport, choose: Choose
) -> Iterator[Paper | Annotation]:
    seen: dict[str, int] = {}
    for source in sources:
        try:
            yield from _without_doubles(_records(source, choose), str(source), report, seen)
        except SourceError as error:
            report.failed.append(str(error))
    if not seen and report.failed:
        raise SourceError(report.failed[0])


def _without_doubles(
    records: Iterable[Paper | Annotation | Rejected],
    source: str,
    report: ReadReport,
    seen: dict[str, int],
) -> Iterator[Paper | Annotation]:
    """The papers of one source; of ``seen``, hashes of texts by id, there are none."""
    annotation = None
    for record in records:
        if isinstance(record, Rejected):
            report.reject(source, record)
        elif isinstance(record, Annotation):
            annotation = record
        elif record.id in seen:
            reason = DOUBLE if seen[record.id] == hash(record.text) else OTHER_TEXT
            report.reject(source, Rejected(reason=f"{reason}: {record.id}"))
        else:
            seen[record.id] = hash(record.text)
            report.papers += 1
            if annotation and annotation.paper == record.id:
                yield annotation
            yield record


def _records(source: Source, choose: Choose) -> Iterator[Paper | Annotation | Rejected]:
    begun = False
    try:
        with source.opened() as (head, stream):
            for record in choose(head, str(source)).read(stream):
                begun = True
                yield record
    except SourceError as error:
        part = " to its end" if begun else ""
        raise SourceError(f"cannot read {source}{part}: {error}") from error


def _check(source: Source, choose: Choose) -> None:
    """Raise SourceError if ``source`` cannot be opened or no reader fits it."""
    try:
        with source.opened() as (head, _):
            choose(head, str(source))
    except SourceError as error:
        raise SourceError(f"cannot read {source}: {error}") from error


def recognise(readers: Mapping[str, Reader], head: bytes, name: str) -> Reader:
    """The one of ``readers`` for a source that starts with ``head`` and is called ``name``.

    All are asked. One for a special format goes before those of :data:`GENERAL`.

    Raises:
        SourceError: if no reader fits, or two that are equally special.
    """
    fits = [each for each, reader in readers.items() if reader.recognises(head, name)]
    special = [each for each in fits if each not in GENERAL]
    if len(special) > 1:
        raise SourceError(f"it may be {' or '.join(special)}: say which with --format")
    chosen = special or [each for each in GENERAL if each in fits]
    if chosen:
        return readers[chosen[0]]
    raise SourceError(
        f"it looks like {_look(head)}, which is no known format; there are: {', '.join(readers)}"
    )


_LOOKS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office file",
    b"PAR1": "Parquet",
}


def _look(head: bytes) -> str:
    """What a source seems to be, in the words of a user.

    Raises:
        SourceError: if it seems to be text of another encoding.
    """
    for magic, look in _LOOKS.items():
        if head.startswith(magic):
            return look
    start = head_text(head)
    if "\x00" in start:
        return "binary data"
    if "\ufffd" in start[:-1]:  # not the last, as the head may end within a character
        utf8(io.BytesIO(head)).read()
    if start.startswith("<"):
        return "HTML" if "<html" in start.lower() else "XML"
    if start.startswith(("{", "[")):
        return f"JSON with the members {', '.join(sample(head)) or '(none)'}"
    return "plain text"
