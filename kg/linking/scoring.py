"""The decision: a weight for everything that speaks for or against, and their sum."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.linking.candidates import Pair
from kg.linking.decisions import Verdicts
from kg.linking.edits import Edits
from kg.linking.features import Features, features
from kg.linking.units import Unit

WEIGHTS: dict[str, float] = {
    "called by its name": 3.02,
    "same name": 2.91,
    "says what it is": 1.94,
    "same words": 1.93,
    "same letters": 1.56,
    "listed as one": 1.25,
    "is its short form": 0.89,
    "cut short": 0.86,
    "same parts": 0.63,
    "shares a name": 0.55,
    "metric and other": 0.43,
    "change is harmless": 0.23,
    "coined": 0.09,
    "bias": -0.03,
    "same stems": -0.03,
    "method and task": -0.12,
    "types akin": -0.17,
    "single word": -0.66,
    "same short form": -0.69,
    "word changed": -1.02,
    "apart in a paper": -1.55,
    "word added": -1.71,
    "other form of its noun": -1.87,
    "new in its paper": -2.26,
    "names differ": -2.33,
    "model and other": -3.0,
    "introduced twice": -6.0,
    "decided same": 1000.0,
    "decided different": -1000000.0,
    "two entries": -2.0,
}
"""Log-odds that each feature adds; fitted to labelled pairs, see ``docs/linking.md``."""


class Scored(NamedTuple):
    """A pair of units (by position) with the log-odds that they are one thing, and why."""

    one: int
    other: int
    score: float
    features: Features


def score_pairs(
    units: Sequence[Unit], pairs: Iterable[Pair], edits: Edits, verdicts: Verdicts
) -> list[Scored]:
    """Score pairs of units, in the order given."""
    scored = []
    for one, other in pairs:
        together = len(units[one].papers & units[other].papers)
        found = features(units[one], units[other], edits, together)
        found |= decided(units[one], units[other], verdicts)
        scored.append(Scored(one, other, log_odds(found), found))
    return scored


def decided(one: Unit, other: Unit, verdicts: Verdicts) -> Features:
    """What a person decided on two units, as a feature; none if nobody did."""
    verdict = verdicts.on(one.own_names, other.own_names)
    return {f"decided {verdict}": 1.0} if verdict else {}


def log_odds(found: Features) -> float:
    """How much speaks for two units being one thing: above 0 they are."""
    return round(sum(WEIGHTS[name] * value for name, value in found.items()), 6)


def probability(score: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, score))))


def reasons(found: Features) -> tuple[str, ...]:
    """The features that count, the weightiest first, each with what it adds."""
    added = {name: WEIGHTS[name] * value for name, value in found.items()}
    order = sorted(added, key=lambda name: (-abs(added[name]), name))
    return tuple(f"{name} {added[name]:+.1f}" for name in order if abs(added[name]) >= 0.05)
