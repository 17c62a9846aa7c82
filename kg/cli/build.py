"""``kg build``."""

from collections.abc import Sequence
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import exit_if_incomplete, papers, progress_bar, report_problems, report_spent
from kg.cli.files import GraphPath
from kg.graph import Graph
from kg.pipeline import BuildOptions, BuildReport, Progress
from kg.pipeline import build as build_graph

Built = tuple[BuildReport, tuple[int, int]]
"""What was read, and how many nodes and edges there are."""


@click.command(short_help="Build the graph of papers, or extend the one that is there.")
@options.SOURCES
@click.option(
    "--into",
    type=GraphPath(),
    default=Path("graph.kg"),
    show_default=True,
    help="The graph to make or to extend; of Spark, the folder to make.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Build on this machine, or on the cluster that Spark is set up for.",
)
@options.how_to_build
@options.LEXICON
@options.VERBOSE
@options.QUIET
def build(
    sources: tuple[str, ...],
    into: Path,
    engine: str,
    how: BuildOptions,
    verbose: bool,
    quiet: bool,
) -> None:
    """Build the graph of the papers in SOURCE..., or extend the one that is there.

    A SOURCE is a file (compressed or not), a folder, a glob or - for standard input; its format is
    found by its content. Papers that the graph holds already are not read again.

    \b
    Example:
      kg build daily-papers.txt 'arxiv/*.xml.gz' --into field.kg
      kg build /shared/openalex --engine spark --into /shared/graph
    """
    build_it = _build_on_spark if engine == "spark" else _build_here
    with progress_bar(quiet) as progress:
        report, size = build_it(sources, into, how, progress)
    report_problems(report, verbose=verbose)
    if not quiet:
        report_spent(report)
        nodes, edges = size
        click.echo(
            f"{into}: {papers(report.added)} added, {report.changed:,} changed, "
            f"{report.unchanged:,} unchanged; {nodes:,} nodes, {edges:,} edges"
        )
    exit_if_incomplete(report.read)


def _build_here(sources: Sequence[str], into: Path, how: BuildOptions, progress: Progress) -> Built:
    report = build_graph(sources, into, how, progress)
    with Graph(into) as graph:
        return report, graph.size()


def _build_on_spark(
    sources: Sequence[str], into: Path, how: BuildOptions, progress: Progress
) -> Built:
    from kg.spark import build as build_on_spark  # noqa: PLC0415  # an extra, and slow to load

    return build_on_spark(sources, into, how, progress)
