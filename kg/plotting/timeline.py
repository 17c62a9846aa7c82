"""What papers introduced, month by month or year by year."""

import datetime
import math
from collections import Counter, defaultdict

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kg.graph import Graph
from kg.plotting.looks import COLOURS, MARKS
from kg.schema import EntityType

_YEARS_BY_MONTH = 4
"""A longer time is shown year by year."""

_TICKS = 12
"""Months or years that are named at most."""

_INTRODUCED = f"""
MATCH (p:Paper)-[:INTRODUCES]->(n:{":".join(COLOURS)})
WHERE p.date IS NOT NULL
RETURN label(n) AS label, p.date AS date
"""


def draw_timeline(graph: Graph) -> Figure | None:
    """How many things of each type were introduced; None if no paper that did it has a date."""
    introduced = [
        (EntityType(row["label"]), datetime.date.fromisoformat(row["date"]))
        for row in graph.query(_INTRODUCED)
    ]
    if not introduced:
        return None
    days = [day for _, day in introduced]
    by_month = max(days).year - min(days).year < _YEARS_BY_MONTH
    counts: dict[EntityType, Counter[datetime.date]] = defaultdict(Counter)
    for kind, day in introduced:
        counts[kind][_start(day, by_month)] += 1
    starts = _starts(min(days), max(days), by_month)
    figure = Figure((8, 4))
    axes = figure.subplots()
    for kind in COLOURS:
        if counts[kind]:
            axes.plot(
                range(len(starts)),
                [counts[kind][start] for start in starts],
                label=f"{kind} ({counts[kind].total():,})",
                color=COLOURS[kind],
                marker=MARKS[kind],
                markersize=4,
            )
    axes.set_ylabel(f"introduced in a {'month' if by_month else 'year'}")
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    ticks = range(0, len(starts), math.ceil(len(starts) / _TICKS))
    form = "%Y-%m" if by_month else "%Y"
    axes.set_xticks(ticks, labels=[starts[i].strftime(form) for i in ticks])
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    return figure


def _start(day: datetime.date, by_month: bool) -> datetime.date:
    return day.replace(day=1) if by_month else day.replace(month=1, day=1)


def _starts(first: datetime.date, last: datetime.date, by_month: bool) -> list[datetime.date]:
    """The first day of every month or year from that of ``first`` to that of ``last``."""
    months = range(1, 13) if by_month else (1,)
    starts = (
        datetime.date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in months
    )
    return [start for start in starts if _start(first, by_month) <= start <= last]
