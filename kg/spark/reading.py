"""Sources to papers: each file is read by one task, each paper stands once."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

from kg.annotations import from_corpus, read_annotations
from kg.errors import AnnotationError, SourceError
from kg.readers import ReadReport, read_papers
from kg.readers.report import DOUBLE, OTHER_TEXT
from kg.readers.source import find_sources
from kg.records import Annotation
from kg.spark.problems import BAD_ANNOTATION, LEFT_OUT, PROBLEM, problem, problems_of
from kg.spark.rows import Row, Rows, each_group, each_partition

_RECORD = f"id string, file int, record long, path string, what binary, made binary, {PROBLEM}"
"""A paper with the annotation that came with it, if any; an item of the file of annotations
``-file``; or a problem."""

PAPERS = f"paper binary, annotation binary, {PROBLEM}"
"""A paper with its annotation, if it has one already, or a problem."""


def read(
    spark: SparkSession,
    sources: Sequence[str | Path],
    annotations: Sequence[str | Path],
    format: str | None,
) -> DataFrame:
    """All papers of ``sources``, each id once, with the annotations they have, and all problems.

    Of records with one id the first in the order of ``sources`` stands, as it does for
    :func:`kg.readers.read_papers`; of given annotations the last. A large file is read by one
    task: what is to be read side by side comes in several files.

    Raises:
        SourceError: if there is no such source, or none can be read, or it is standard input.
    """
    if "-" in sources:
        raise SourceError("the workers of Spark cannot read standard input: name files")
    read_papers(sources, ReadReport(), format)  # raises if a named source is not as it must be
    paths = [source.path.resolve() for source in find_sources(sources) if source.path]
    given = [Path(path).resolve() for path in annotations]
    files = [(n, str(path)) for n, path in enumerate(paths)]
    files += [(-n, str(path)) for n, path in enumerate(given, 1)]
    table = spark.createDataFrame(files, "file int, path string").repartition(len(files))
    records = each_partition(table, partial(_read_files, format), _RECORD)
    return each_group(records, 1, _of_one_id, PAPERS, then_by=2)


def _read_files(format: str | None, files: Rows) -> Iterator[Row]:
    for file, path in files:
        yield from _papers(file, path, format) if file >= 0 else _annotations(file, path)


def _annotations(file: int, path: str) -> Iterator[Row]:
    for number, item in enumerate(read_annotations(Path(path))):
        yield item["id"], file, -number, path, item, None, None


def _papers(file: int, path: str, format: str | None) -> Iterator[Row]:
    report = ReadReport()
    annotation = None
    try:
        for number, record in enumerate(read_papers([path], report, format)):
            if isinstance(record, Annotation):
                annotation = record
            else:
                yield record.id, file, number, path, record, annotation, None
                annotation = None
    except SourceError as error:
        report.failed = [str(error)]
    for found in problems_of(report):
        yield path, file, 0, path, None, None, found


def _of_one_id(_: Row, records: Rows) -> Iterator[Row]:
    """The paper of this id, and problems; what is given for it comes before its records."""
    given = first = None
    for file, _number, path, what, made, found in records:
        if found:
            yield None, None, found
        elif file < 0:
            given = given or what
        elif first:
            reason = DOUBLE if first.text == what.text else OTHER_TEXT
            yield None, None, problem(LEFT_OUT, f"{reason}: {first.id}", path)
        else:
            first, annotation = what, made
            if given:
                try:
                    annotation = from_corpus(given, first)
                except AnnotationError as error:
                    yield None, None, problem(BAD_ANNOTATION, str(error), path)
            yield first, annotation, None
