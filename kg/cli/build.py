"""``kg build``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress_bar, report_problems
from kg.graph import Graph
from kg.pipeline import BuildOptions
from kg.pipeline import build as build_graph


@click.command()
@options.SOURCES
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("graph.kg"),
    show_default=True,
    help="The graph to make or to extend.",
)
@options.how_to_build
@options.LEXICON
@options.VERBOSE
@options.QUIET
def build(
    sources: tuple[str, ...], into: Path, how: BuildOptions, verbose: bool, quiet: bool
) -> None:
    """Build the graph of the papers in SOURCE..., or extend the one that is there.

    A SOURCE is a file (compressed or not), a folder, a glob or - for standard input; its format is
    found by its content. Papers that the graph holds already are not read again.

    \b
    Example:
      kg build daily-papers.txt 'arxiv/*.xml.gz' --into field.kg
    """
    with progress_bar(quiet) as progress:
        report = build_graph(sources, into, how, progress)
    report_problems(report, verbose=verbose)
    if not quiet:
        with Graph(into) as graph:
            nodes, edges = graph.size()
        click.echo(
            f"{into}: {report.added:,} papers added, {report.changed:,} changed, "
            f"{report.unchanged:,} unchanged; {nodes:,} nodes, {edges:,} edges"
        )
