"""The records of what is new."""

import datetime
from enum import StrEnum

from kg.records import Record


class Kind(StrEnum):
    """What sort of news an item is."""

    METHOD = "method"
    BENCHMARK = "benchmark"
    DATASET = "dataset"
    LINK = "link"
    BEST = "best"
    RISE = "rise"


HEADINGS: dict[Kind, str] = {
    Kind.METHOD: "New methods and models",
    Kind.BENCHMARK: "New benchmarks",
    Kind.DATASET: "New datasets",
    Kind.LINK: "New links between known names",
    Kind.BEST: "New best values",
    Kind.RISE: "On the rise",
}


class Origin(Record):
    """The paper that an item is from, with the sentence that says so."""

    paper: str
    title: str
    date: datetime.date | None
    url: str | None
    sentence: str


class Item(Record):
    """One thing that is new: ``nodes`` are the keys of what it is about, ``text`` says it."""

    kind: Kind
    nodes: tuple[str, ...]
    text: str
    origin: Origin


class News(Record):
    """What ``papers`` papers brought to the graph called ``graph``, since a day if there is one."""

    graph: str
    since: datetime.date | None
    papers: int
    items: tuple[Item, ...]

    def of(self, kind: Kind) -> list[Item]:
        """The items of one kind, in order."""
        return [item for item in self.items if item.kind is kind]
