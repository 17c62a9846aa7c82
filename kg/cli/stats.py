"""``kg stats``."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from kg.cli import options
from kg.graph import Graph
from kg.statistics import Papers, Statistics, Support, statistics


@click.command(short_help="Count what a graph holds.")
@options.GRAPH
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
def stats(graph: Path, as_json: bool) -> None:
    """Count what GRAPH holds: nodes, edges, papers, and what is named most.

    \b
    Example:
      kg stats graph.kg
    """
    with Graph(graph) as opened:
        counted = statistics(opened)
    if as_json:
        click.echo(counted.model_dump_json(indent=2))
    else:
        console = Console()
        for table in _tables(counted):
            console.print(table, Text())


def _tables(counted: Statistics) -> Iterator[RenderableType]:
    yield _papers(counted.papers)
    yield _counts("node", counted.nodes)
    yield _counts("edge", counted.edges)
    yield _support(counted.support)
    yield _top(counted)


def _papers(papers: Papers) -> RenderableType:
    table = _table("papers", "")
    rows = {
        "all": f"{papers.count:,}",
        "dates": f"{papers.first} to {papers.last}" if papers.first else "none",
        "without a date": _share(papers.without_date, papers.count),
        "that name nothing": _share(papers.without_entities, papers.count),
        "that introduce nothing": _share(papers.without_contributions, papers.count),
        "that report no result": _share(papers.without_results, papers.count),
    }
    for words, value in rows.items():
        table.add_row(words, value)
    return table


def _counts(kind: str, counts: Mapping[str, int]) -> RenderableType:
    table = _table(f"{kind}s", f"{sum(counts.values()):,}")
    for label, count in counts.items():
        table.add_row(label, f"{count:,}")
    return table


def _support(support: tuple[Support, ...]) -> RenderableType:
    counts: Counter[int] = Counter()
    for item in support:
        counts[min(item.papers, 3)] += item.relations
    table = _table("relations stated by", f"{counts.total():,}")
    for papers, words in ((1, "1 paper"), (2, "2 papers"), (3, "3 papers or more")):
        table.add_row(words, _share(counts[papers], counts.total()))
    return table


def _top(counted: Statistics) -> RenderableType:
    table = Table("", "named most (papers)", box=None, pad_edge=False, header_style="bold")
    for label, nodes in counted.top.items():
        table.add_row(label, Text(", ".join(f"{node.name} ({node.papers:,})" for node in nodes)))
    return table


def _table(left: str, right: str) -> Table:
    table = Table(left, box=None, pad_edge=False, header_style="bold")
    table.add_column(right, justify="right")
    return table


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({part / whole:.1%})" if whole else f"{part:,}"
