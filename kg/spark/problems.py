"""What was left out, and why: found by the workers, counted by Spark, told by the report."""

from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kg.pipeline import BuildReport
from kg.readers import ReadReport, Rejection
from kg.readers.report import LISTED

PROBLEM = "problem struct<kind string,source string,line int,reason string,times long>"
"""A column for a problem; null in the rows that are none."""

LEFT_OUT, UNREADABLE, BAD_ANNOTATION = "left out", "unreadable", "bad annotation"

Problem = dict[str, Any]


def problem(
    kind: str, reason: str, source: str | None = None, line: int | None = None, times: int = 1
) -> Problem:
    """One problem, met so many ``times``; without a ``source`` it is only counted."""
    return {"kind": kind, "source": source, "line": line, "reason": reason, "times": times}


def problems_of(report: ReadReport) -> list[Problem]:
    """What a report on the reading of one file lists, and the rest of what it counts."""
    listed = [problem(LEFT_OUT, r.reason, r.source, r.line) for r in report.rejections]
    rest = report.reasons.copy()
    rest.subtract(kind_of(rejection.reason) for rejection in report.rejections)
    return [
        *(problem(UNREADABLE, sentence, "") for sentence in report.failed),
        *listed,
        *(problem(LEFT_OUT, reason, times=times) for reason, times in rest.items() if times),
    ]


def kind_of(reason: str) -> str:
    """The reason without the record's own details."""
    return reason.partition(":")[0]


def report_of(problems: DataFrame, added: int) -> BuildReport:
    """The report of a build: counts of all problems, and the first of them one by one.

    Args:
        problems: a table with a column ``problem`` that is nowhere null.
        added: how many papers the graph has.
    """
    report = BuildReport(read=ReadReport(papers=added), added=added)
    flat = problems.select("problem.*")
    kinds = f.split("reason", ":")[0]
    left_out = flat.filter(flat.kind == LEFT_OUT)
    for reason, times in left_out.groupBy(kinds).agg(f.sum("times")).collect():
        report.read.reasons[reason] = times
    listed = left_out.filter("source is not null").orderBy("source", "line", "reason")
    for row in listed.limit(LISTED).collect():
        report.read.rejections.append(Rejection(row.source, row.line, row.reason))
    for kind, sentences in (
        (UNREADABLE, report.read.failed),
        (BAD_ANNOTATION, report.bad_annotations),
    ):
        some = flat.filter(flat.kind == kind).orderBy("reason").limit(LISTED)
        sentences.extend(row.reason for row in some.collect())
    return report
