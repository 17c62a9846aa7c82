"""What people decided: that two names are one thing, or that they are not."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from kg.linking.normalise import compact, normalise
from kg.linking.record_files import read_records
from kg.records import NonEmptyText, Record

NamePair = frozenset[str]
"""Two names in compact normal form (or one, if both names have the same)."""


class Decision(Record):
    """A person's word on two names; the last one on a pair counts."""

    verdict: Literal["same", "different"]
    names: tuple[NonEmptyText, NonEmptyText]

    @property
    def pair(self) -> NamePair:
        return frozenset(compact(normalise(name)) for name in self.names)


class Verdicts:
    """Decisions ready to be asked."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._verdicts = {decision.pair: decision.verdict for decision in decisions}
        self._partners: dict[str, set[str]] = {}
        for pair in self._verdicts:
            one, other = min(pair), max(pair)
            self._partners.setdefault(one, set()).add(other)
            self._partners.setdefault(other, set()).add(one)

    def partners(self, name: str) -> set[str]:
        """Names on which there is a decision together with ``name``, all in compact form."""
        return self._partners.get(name, set())

    def on(self, one: Iterable[str], other: Iterable[str]) -> str | None:
        """The verdict on two things by all their names; "different" wins where two disagree."""
        names = set(other)
        found = {
            self._verdicts[frozenset((name, partner))]
            for name in one
            for partner in self.partners(name) & names
        }
        return min(found, default=None)  # "different" < "same"


def add_decision(decisions: Iterable[Decision], new: Decision) -> list[Decision]:
    """``decisions`` with ``new``, which takes the place of an earlier one on the same names."""
    return [*(old for old in decisions if old.pair != new.pair), new]


def read_decisions(path: Path) -> list[Decision]:
    """Decisions from a JSON-lines file.

    Raises:
        SourceError: if the file cannot be read or a line is no decision.
    """
    fault = 'is no decision, which is {"verdict": "same" or "different", "names": [two names]}'
    return list(read_records(path, Decision, "decisions from", fault))
