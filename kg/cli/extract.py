"""``kg extract``."""

import json
from pathlib import Path

import click

from kg.annotations import to_corpus
from kg.cli import options
from kg.cli.console import exit_if_incomplete, progress_bar, report_problems, report_spent
from kg.pipeline import BuildOptions, BuildReport, read_and_annotate
from kg.writing import lines_into


@click.command(short_help="Write the annotations of papers, without making a graph.")
@options.SOURCES
@options.OUTPUT
@options.how_to_build
@options.VERBOSE
@options.QUIET
def extract(
    sources: tuple[str, ...],
    output: Path,
    how: BuildOptions,
    verbose: bool,
    quiet: bool,
) -> None:
    """Write the annotations of the papers in SOURCE..., a JSON object a line.

    \b
    Example:
      kg extract daily-papers.txt -o annotations.jsonl
    """
    report = BuildReport()
    with progress_bar(quiet) as progress, lines_into(output) as lines:
        annotated = read_and_annotate(sources, how, report)
        for done, (_, annotation) in enumerate(annotated, 1):
            lines.write(json.dumps(to_corpus(annotation), ensure_ascii=False) + "\n")
            progress("extracting", done)
    report_problems(report, verbose=verbose)
    if not quiet:
        report_spent(report)
    exit_if_incomplete(report.read)
