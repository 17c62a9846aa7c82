"""What commands say while they work and when they are done; all of it on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.lookup import Named
from kg.pipeline import BuildReport, Progress
from kg.plugins import Estimate
from kg.readers import ReadReport

_BAR = f"{__name__}.bar"
"""Where the context of a command keeps the bar that it shows."""

INCOMPLETE = 3
"""The exit code of a command that did what it could, but not with all of its sources."""

SHOWN = 10
"""How many records that were left out are listed when nobody asks for all."""


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress]:
    """Show the stage and the papers done, if somebody is looking at a terminal."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)
        click.get_current_context().meta[_BAR] = bar

        def progress(stage: str, done: int) -> None:
            bar.update(task, description=f"{stage} {done:,}" if done else stage)

        yield progress


def ask_whether(estimate: Estimate, *, yes: bool, quiet: bool) -> None:
    """Say what a run will cost, and if that is much, ask whether to go on.

    Raises:
        click.Abort: if not.
        click.UsageError: if nobody is there to answer.
    """
    if yes or not estimate.large:
        if not quiet:
            click.echo(f"kg: {estimate.sentence}", err=True)
        return
    if not sys.stdin.isatty():
        raise click.UsageError(f"{estimate.sentence}; say --yes to go on")
    bar: Bar = click.get_current_context().meta[_BAR]
    bar.stop()
    click.confirm(f"kg: {estimate.sentence}; go on?", abort=True, err=True)
    bar.start()


def report_spent(report: BuildReport) -> None:
    """Say what a remote extractor has cost, if one was asked."""
    if report.spent:
        click.echo(f"kg: {report.spent}", err=True)


def report_problems(report: BuildReport, *, verbose: bool) -> None:
    """Say what was left out and why, and which sources broke off."""
    for sentence in (*report.read.failed, *report.bad_annotations):
        click.echo(f"kg: {sentence}", err=True)
    report_rejections(report.read, verbose=verbose)


def exit_if_incomplete(report: ReadReport) -> None:
    """End the command with :data:`INCOMPLETE` if a source could not be read to its end."""
    if report.failed:
        click.get_current_context().exit(INCOMPLETE)


def report_rejections(report: ReadReport, *, verbose: bool) -> None:
    """Say which records were left out and why."""
    rejections = report.rejections
    for rejection in rejections if verbose else rejections[:SHOWN]:
        click.echo(f"left out: {rejection}", err=True)
    if report.rejected > SHOWN:
        reasons = ", ".join(f"{n:,} {reason}" for reason, n in report.reasons.most_common())
        click.echo(f"left out {report.rejected:,} records: {reasons}", err=True)


def likeliest(found: list[Named]) -> Named:
    """The first of the nodes that a name may mean; the others are told of."""
    first, *others = found
    if others:
        listed = ", ".join(f"{node.key} ({papers(node.papers)})" for node in others[:SHOWN])
        click.echo(f"kg: taken to mean {first.key}; it may also be {listed}", err=True)
    return first


def papers(count: int) -> str:
    """``count`` papers, in words."""
    return f"{count:,} paper{'s' * (count != 1)}"
