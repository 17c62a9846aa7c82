"""The seams: readers, extractors, loaders and more are found by entry point, ours as anyone's.

A package offers one by naming it in its metadata, under one of the groups ``kg.readers``,
``kg.extractors`` and ``kg.loaders``. ``docs/extending.md`` builds one of each. Services from which
papers are fetched are named under ``kg.services`` (:class:`kg.fetching.service.Service`).
"""

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, cast, runtime_checkable

import pyarrow as pa

from kg.errors import PluginError
from kg.records import Annotation, Edge, Node, Paper, Rejected

READERS, EXTRACTORS, LOADERS = "kg.readers", "kg.extractors", "kg.loaders"
SERVICES = "kg.services"


class Reader(Protocol):
    """One input format: usually a module with these two functions."""

    def recognises(self, head: bytes, name: str) -> bool:
        """Whether a source that starts with ``head`` (decompressed) and is called ``name`` fits."""
        ...

    def read(self, stream: BinaryIO) -> Iterator[Paper | Annotation | Rejected]:
        """Yield what ``stream`` holds, one record at a time.

        A record that is broken or no paper is yielded as :class:`Rejected`. A format that holds
        annotations yields each just before its paper.

        Raises:
            SourceError: if the stream as a whole is not of this format.
        """
        ...


Extractor = Callable[[Iterable[Paper]], Iterator[Annotation | Rejected]]
"""Annotates papers, one by one and in order; one that cannot be read it rejects, and goes on."""

ExtractorFactory = Callable[[], Extractor]
"""What an entry point of ``kg.extractors`` names: loads the model, returns the extractor."""


class Estimate(NamedTuple):
    """What a run will cost, in a sentence, and whether that is so much that one is to be asked."""

    sentence: str
    large: bool


@runtime_checkable
class RemoteExtractor(Protocol):
    """An extractor that asks another machine, which has its price.

    One process asks: the extractor itself knows how many requests may be under way at a time.
    """

    def __call__(self, papers: Iterable[Paper]) -> Iterator[Annotation | Rejected]: ...

    def estimate(self, papers: int, characters: int) -> Estimate:
        """What it will cost to read so many ``papers``, of so many ``characters`` in all."""
        ...

    def spent(self) -> str:
        """What was asked for and spent, and what came of it, since this was last asked."""
        ...


class GraphLike(Protocol):
    """What loaders take: nodes, then edges, each sorted by key and streamed."""

    def nodes(self) -> Iterator[Node]: ...

    def edges(self) -> Iterator[Edge]: ...


@runtime_checkable
class TabularGraph(GraphLike, Protocol):
    """A graph that has its rows as tables too, for loaders that do without a record of each.

    The columns are those of :mod:`kg.columns`.
    """

    def node_tables(self, label: str) -> Iterator[pa.Table]:
        """All nodes of a label, in tables of bounded size."""
        ...

    def edge_tables(self, label: str, head: str, tail: str) -> Iterator[pa.Table]:
        """All edges of a label between nodes of these labels, after ``from`` and ``to``."""
        ...


class Loader(Protocol):
    """One target: usually a module with these names."""

    SUFFIXES: tuple[str, ...]
    """File suffixes (``.graphml``) by which the target is chosen; empty if only by name."""

    def load(self, graph: GraphLike, target: Path) -> None:
        """Write ``graph`` to ``target``, whole or not at all.

        Raises:
            LoadError: if the target cannot be written.
        """
        ...


def names(group: str) -> list[str]:
    """Names of all plug-ins of ``group``, sorted."""
    return sorted({point.name for point in entry_points(group=group)})


def reader(name: str) -> Reader:
    """The reader called ``name``. Raises PluginError."""
    return cast(Reader, find(READERS, name))


def extractor(name: str) -> Extractor:
    """The extractor called ``name``, loaded. Raises PluginError."""
    return cast(ExtractorFactory, find(EXTRACTORS, name))()


def loader(name: str) -> Loader:
    """The loader called ``name``. Raises PluginError."""
    return cast(Loader, find(LOADERS, name))


def find(group: str, name: str) -> Any:
    """What the entry point ``name`` of ``group`` names. Raises PluginError."""
    points: list[EntryPoint] = list(entry_points(group=group, name=name))
    kind = group.removeprefix("kg.").removesuffix("s")
    if not points:
        raise PluginError(
            f"there is no {kind} called {name!r}; there are: {', '.join(names(group))}"
        )
    try:
        return points[0].load()
    except (ImportError, AttributeError) as error:
        raise PluginError(f"the {kind} {name!r} does not load: {error}") from error
