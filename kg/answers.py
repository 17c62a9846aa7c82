"""What answers are made of: named nodes, quoted sentences, the first of many things."""

from collections.abc import Callable, Collection, Sequence
from typing import Generic, TypeVar

from kg.graph import Graph
from kg.records import Evidence, Record
from kg.schema import NODE_LABELS

S = TypeVar("S")
T = TypeVar("T")


class Some(Record, Generic[T]):
    """The first of ``total`` items."""

    total: int
    items: tuple[T, ...]

    @property
    def left(self) -> int:
        return self.total - len(self.items)


class Ref(Record):
    """A node as the answer about another one names it; a paper's name is its title."""

    key: str
    label: str
    name: str


class Quote(Record):
    """A sentence of a paper (by id)."""

    paper: str
    sentence: str
    confidence: float


def some(items: Sequence[S], limit: int, make: Callable[[S], T]) -> Some[T]:
    """The first ``limit`` of ``items``, each as ``make`` makes it."""
    return Some(total=len(items), items=tuple(map(make, items[:limit])))


def refs(graph: Graph, keys: Collection[str]) -> dict[str, Ref]:
    """The nodes of these keys by key, in the order of their labels and names."""
    nodes = sorted(graph.nodes(keys), key=lambda node: (NODE_LABELS.index(node.label), node.name))
    return {node.key: Ref(key=node.key, label=node.label, name=node.name) for node in nodes}


def quote(item: Evidence) -> Quote:
    """The sentence of the evidence."""
    return Quote(paper=item.paper, sentence=item.sentence, confidence=item.confidence)


def quotes(evidence: Collection[Evidence], limit: int) -> Some[Quote]:
    """The sentences, the surest first; a title names things, but says little of them."""
    best = sorted(evidence, key=lambda item: (-item.confidence, item.start == 0))
    return some(best, limit, quote)
