"""Options that name days, which several commands share."""

import datetime
from typing import Literal

import click

from kg.fetching.periods import Days, days_of

Since = datetime.date | Literal["last"] | None


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime.date | None:
    """The day that an option names."""
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day, such as 2025-03-18") from error


def day_or_last(ctx: click.Context, param: click.Parameter, value: str | None) -> Since:
    """The day that an option names, or the word last."""
    return "last" if value == "last" else day(ctx, param, value)


def period(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Days | None:
    """The first and the last day of the period that an option names."""
    try:
        return days_of(value) if value else None
    except ValueError as error:
        raise click.BadParameter(
            f"{value!r} is no day, week (2025-W12), month (2025-03) or year"
        ) from error


UNTIL = click.option("--until", callback=day, metavar="DAY", help="The last day that is wanted.")
