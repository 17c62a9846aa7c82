"""``kg fetch``."""

import datetime
from pathlib import Path

import click

from kg.cli import days, options
from kg.cli.console import papers, progress_bar, report_rejections
from kg.cli.days import UNTIL, Since, day_or_last
from kg.fetching.fetch import fetch_into
from kg.fetching.followed import Followed, keep_followed, last_day, since_last
from kg.fetching.periods import Days
from kg.fetching.service import Wanted
from kg.plugins import SERVICES, names
from kg.readers import ReadReport


@click.command()
@click.argument("service", type=click.Choice(names(SERVICES)))
@click.argument("query", required=False)
@click.option("--id", "ids", multiple=True, help="A paper that is wanted (repeatable).")
@click.option(
    "--since",
    callback=day_or_last,
    metavar="DAY",
    help="The first day that is wanted; last: the day up to which OUTPUT was fetched before.",
)
@UNTIL
@click.option(
    "--in",
    "period",
    callback=days.period,
    metavar="PERIOD",
    help="The day, week, month or year that is wanted.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("papers.jsonl"),
    show_default=True,
)
@options.VERBOSE
@options.QUIET
def fetch(
    service: str,
    query: str | None,
    ids: tuple[str, ...],
    since: Since,
    until: datetime.date | None,
    period: Days | None,
    output: Path,
    verbose: bool,
    quiet: bool,
) -> None:
    """Fetch papers from SERVICE into a file that kg build reads.

    QUERY is in the service's own words: a category or a search of arXiv (arxiv), a set of its bulk
    service (oai), a search or filter of OpenAlex (openalex), a search of Semantic Scholar (s2);
    the daily papers of Hugging Face (hf) come by day alone. A fetch that was interrupted goes on
    where it stopped when the same is asked again within a day.

    \b
    Example:
      kg fetch arxiv cs.CL --in 2025-03 -o papers.jsonl
      kg fetch arxiv 'cat:cs.CL AND abs:"knowledge graph"' --since 2025-01-01
      kg fetch hf --in 2025-W12
      kg fetch s2 --id 1706.03762 --id 10.18653/v1/N19-1423
    """
    if period and (since or until):
        raise click.UsageError("give either --in or --since and --until")
    first, last = period or (None if since == "last" else since, until)
    wanted = Wanted(service=service, query=query, ids=ids, since=first, until=last)
    if since == "last":
        wanted = since_last(wanted, last_day(output, wanted.source))
    report = ReadReport()
    with progress_bar(quiet) as progress:
        covered = fetch_into(output, wanted, report, progress)
    if not ids:
        keep_followed(output, [Followed(source=wanted.source, last=covered)])
    report_rejections(report, verbose=verbose)
    if not quiet:
        click.echo(f"{output}: {papers(report.papers)}")
