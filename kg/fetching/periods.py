"""Days, weeks, months and years as people write them."""

import calendar
import datetime
import re

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_YEAR = re.compile(r"\d{4}")

Days = tuple[datetime.date, datetime.date]


def days_of(period: str) -> Days:
    """The first and the last day of a period.

    Args:
        period: a day (``2025-03-18``), ISO week (``2025-W12``), month (``2025-03``) or year.

    Raises:
        ValueError: if it is none of these.
    """
    if match := _WEEK.fullmatch(period):
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday, monday + datetime.timedelta(days=6)
    if match := _MONTH.fullmatch(period):
        year, month = int(match[1]), int(match[2])
        first = datetime.date(year, month, 1)
        return first, first.replace(day=calendar.monthrange(year, month)[1])
    if _YEAR.fullmatch(period):
        return datetime.date(int(period), 1, 1), datetime.date(int(period), 12, 31)
    day = datetime.date.fromisoformat(period)
    return day, day
