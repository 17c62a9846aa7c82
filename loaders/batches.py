"""A stream cut into lists of one kind each, for targets that take many records at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Kind = TypeVar("Kind")


def batches(
    items: Iterable[Item], kind: Callable[[Item], Kind], size: int
) -> Iterator[tuple[Kind, list[Item]]]:
    """Yield (kind, up to ``size`` items of it, in order); holds no more than that of any kind."""
    waiting: dict[Kind, list[Item]] = defaultdict(list)
    for item in items:
        batch = waiting[kind(item)]
        batch.append(item)
        if len(batch) == size:
            yield kind(item), waiting.pop(kind(item))
    yield from waiting.items()
