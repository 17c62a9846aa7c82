"""What a remote extractor costs: agreed to before anything is spent, and told afterwards."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from pydantic import TypeAdapter

from kg.extraction import Item, loaded
from kg.plugins import Estimate, RemoteExtractor

Agree = Callable[[Estimate], None]
"""Is told what a run will cost; raises whatever ends the run if that is too much."""

_LINE: TypeAdapter[Item] = TypeAdapter(Item)


def accept(estimate: Estimate) -> None:
    """Agree to any price."""


class Spending:
    """The costs of one run of the extractor called ``name``; a local one has none."""

    def __init__(self, name: str, agree: Agree) -> None:
        self._name = name
        self._agree = agree
        self._remote: RemoteExtractor | None = None

    def agreed(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, after ``agree`` has let pass what it costs to extract them.

        Where that costs nothing they pass as they come. Otherwise all of them are read first, to
        know how many they are: into a file, as a source may be larger than memory and come only
        once.

        Raises:
            PluginError: if there is no such extractor.
        """
        items = iter(items)
        for item in items:
            if item[1] is None:
                extractor = loaded(self._name)
                rest = chain([item], items)
                if isinstance(extractor, RemoteExtractor):
                    self._remote = extractor
                    yield from self._counted(rest, extractor)
                else:
                    yield from rest
            else:
                yield item

    def _counted(self, items: Iterable[Item], extractor: RemoteExtractor) -> Iterator[Item]:
        with tempfile.TemporaryFile() as file:
            self._agree(extractor.estimate(*_keep(items, file)))
            file.seek(0)
            yield from map(_LINE.validate_json, file)

    def spent(self) -> str:
        """What a remote extractor says of the run; nothing where none was asked."""
        return self._remote.spent() if self._remote else ""


def _keep(items: Iterable[Item], file: BinaryIO) -> tuple[int, int]:
    """Write the items to ``file``; how many are to be extracted, and their characters."""
    papers = characters = 0
    for item in items:
        file.write(_LINE.dump_json(item) + b"\n")
        if item[1] is None:
            papers += 1
            characters += len(item[0].text)
    return papers, characters
