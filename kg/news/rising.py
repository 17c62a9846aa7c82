"""Names on the rise: more papers use them than their own past would have it."""

import datetime
import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

LEAST = 3
"""New papers that must use a name: fewer are an accident or a group of authors."""

FALSE_DISCOVERIES = 0.05
"""Share of the names found that may be there by chance."""


class Window(NamedTuple):
    """A time: how many papers there are of it, and its weeks, if dates are known."""

    papers: int
    weeks: float | None


class Counts(NamedTuple):
    """Papers that use a name, now and before."""

    now: int
    before: int

    def told(self, now: Window, before: Window) -> str:
        """In words: per week where the weeks are known, else of how many papers."""
        if now.weeks and before.weeks:
            rates = self.now / now.weeks, self.before / before.weeks
            return f"{rates[0]:,.1f} papers a week, {rates[1]:,.1f} before"
        return f"{self.now:,} of {now.papers:,} papers, {self.before:,} of {before.papers:,} before"


def weeks(dates: Iterable[datetime.date]) -> float | None:
    """The weeks from the first to the last of some days, both included; None if there are none."""
    days = sorted(dates)
    return ((days[-1] - days[0]).days + 1) / 7 if days else None


def rising(counts: Mapping[str, Counts], now: Window, before: Window) -> list[str]:
    """The names whose share of the papers has grown, the surest first.

    Two Poisson rates are compared exactly: if a name's rate per paper were the same, its papers
    now would be binomial among all its papers (Przyborowski and Wilenski, Biometrika 1940). Papers
    are counted, not weeks, so that a field that publishes more each week does not make all of its
    names rise. Of the many names that are tested, those are taken that the procedure of Benjamini
    and Hochberg (J. R. Stat. Soc. B, 1995) lets pass at :data:`FALSE_DISCOVERIES`.
    """
    if not now.papers or not before.papers:
        return []
    share = now.papers / (now.papers + before.papers)
    tested = sorted(
        (_tail(each.now, each.now + each.before, share), name)
        for name, each in counts.items()
        if each.before
    )
    passed = 0
    for rank, (probability, _) in enumerate(tested, 1):
        if probability <= FALSE_DISCOVERIES * rank / len(tested):
            passed = rank
    return [name for _, name in tested[:passed] if counts[name].now >= LEAST]


def _tail(least: int, of: int, share: float) -> float:
    """The probability of ``least`` or more successes ``of`` trials with the chance ``share``."""
    logs = math.log(share), math.log1p(-share)
    terms = (
        math.lgamma(of + 1)
        - math.lgamma(k + 1)
        - math.lgamma(of - k + 1)
        + k * logs[0]
        + (of - k) * logs[1]
        for k in range(least, of + 1)
    )
    return min(1.0, math.fsum(math.exp(term) for term in terms))
