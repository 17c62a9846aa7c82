"""``kg update``."""

import datetime
from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import (
    exit_if_incomplete,
    papers,
    progress_bar,
    report_problems,
    report_rejections,
    report_spent,
)
from kg.cli.days import UNTIL, Since, day_or_last
from kg.pipeline import BuildOptions
from kg.updating import Window
from kg.updating import update as update_graph


@click.command()
@options.GRAPH
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option(
    "--since",
    callback=day_or_last,
    metavar="DAY",
    default="last",
    show_default=True,
    help="The first day that is wanted, or last: where the last update of a source ended.",
)
@UNTIL
@options.how_to_build
@options.LEXICON
@options.VERBOSE
@options.QUIET
def update(
    graph: Path,
    sources: tuple[str, ...],
    since: Since,
    until: datetime.date | None,
    how: BuildOptions,
    verbose: bool,
    quiet: bool,
) -> None:
    """Fetch what is new for GRAPH and build it in.

    A SOURCE is a service, with its query behind a colon (see kg fetch), or what kg build reads.
    GRAPH follows it from then on, so that the next time none has to be named. An update that was
    interrupted goes on where it stopped when it is run again.

    \b
    Example:
      kg update graph.kg arxiv:cs.CL hf --since 2025-03-01    # once
      kg update graph.kg                                      # every day
    """
    window = Window(None if since == "last" else since, until)
    with progress_bar(quiet) as progress:
        report = update_graph(graph, sources, how, window, progress)
    report_rejections(report.fetched, verbose=verbose)
    report_problems(report.built, verbose=verbose)
    if not quiet:
        built = report.built
        report_spent(built)
        click.echo(
            f"{graph}: {papers(report.fetched.papers)} fetched; {built.added:,} added, "
            f"{built.changed:,} changed, {built.unchanged:,} unchanged"
        )
    exit_if_incomplete(report.built.read)
