"""What a run of reading leaves behind beside its papers: counts, and what it passed over."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.records import Rejected

LISTED = 1000
"""How many rejections are kept one by one; all of them are counted."""

DOUBLE = "double"
OTHER_TEXT = "double with another text"


class Rejection(NamedTuple):
    """A record that was passed over: where it stands (line from 1, if known) and why."""

    source: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.reason}"


@dataclass
class ReadReport:
    """Counts of one run, filled while the papers are read.

    Attributes:
        papers: papers that were read and passed on.
        reasons: records that were passed over, by the kind of reason: that is the part of the
            reason before a colon, after which the record's own details stand.
        rejections: the first :data:`LISTED` of them.
        failed: a sentence for each source that could not be read, or not to its end.
    """

    papers: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """Records that were passed over, doubles among them."""
        return self.reasons.total()

    @property
    def doubles(self) -> int:
        """Papers whose id had been read before; the first one stands."""
        return self.reasons[DOUBLE] + self.reasons[OTHER_TEXT]

    def reject(self, source: str, record: Rejected) -> None:
        """Count and, while there is room, list a record that is passed over."""
        self.reasons[record.reason.partition(":")[0]] += 1
        if len(self.rejections) < LISTED:
            self.rejections.append(Rejection(source, record.line, record.reason))
