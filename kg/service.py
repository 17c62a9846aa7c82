"""What can be asked of a graph that is being served, by a page, a program or an agent.

Each question is a method whose signature says all there is to know of it: :mod:`kg.serve` and
:mod:`kg.mcp_server` take names, types and descriptions of parameters from there.
"""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field

from kg.answers import Some
from kg.bounded import Answer, BoundedQueries, Limits
from kg.card import Card, PaperCard, card
from kg.errors import GraphError
from kg.leaderboard import MEASURED, Leaderboard, leaderboard
from kg.live import LiveGraph, PerVersion
from kg.lookup import Directory, named
from kg.matrix import Matrix, Order, matrix
from kg.neighbours import LABELS, Neighbour, neighbours
from kg.records import Record
from kg.schema import PAPER

Name = Annotated[
    str,
    Field(
        description="A name or alias in any spelling, a paper's title or id, or the key of a node."
    ),
]
Label = Annotated[
    str | None, Field(description="Only nodes of this type: Paper, Method, Model, Dataset, …")
]
Limit = Annotated[int, Field(ge=1, le=500, description="How many items to take of each list.")]
Lines = Annotated[int, Field(ge=1, le=200, description="How many to take at most.")]


class Hit(Record):
    """A node that a search found; a paper's name is its title."""

    key: str
    label: str
    name: str
    aliases: tuple[str, ...]
    papers: int


class Service:
    """A graph's file, open for questions from several threads; a new file is noticed."""

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        """Open the graph at ``path``. Raises GraphError."""
        self.path = path
        self._live = LiveGraph(path)
        self._names = PerVersion(path, lambda graph: Directory(named(graph)))
        self._queries = BoundedQueries(path, limits)

    def warm(self) -> None:
        """Read the names, which the first question would wait for where a graph is large."""
        with suppress(GraphError):  # whoever asks is told
            self._names.get()

    def search(
        self,
        text: Annotated[str, Field(description="A name, or how one begins.")],
        label: Label = None,
        limit: Limit = 20,
    ) -> list[Hit]:
        """Nodes with names like a text, the likeliest first."""
        found = self._names.get().search(text, label, limit)
        return [
            Hit(
                key=node.key,
                label=node.label,
                name=node.name,
                aliases=tuple(node.aliases),
                papers=node.papers,
            )
            for node in found
        ]

    def node(self, name: Name, label: Label = None, limit: Limit = 10) -> Card:
        """The card of a node: who introduced it, its relations and results, with sentences."""
        key = self._key(name, () if label is None else (label,))
        with self._live.reading() as graph:
            return card(graph, key, limit)

    def neighbours(
        self,
        name: Name,
        labels: Annotated[
            list[str], Field(description=f"Only over these edges: {', '.join(LABELS)}.")
        ] = [],  # noqa: B006 (never changed; a schema shows it)
        limit: Limit = 50,
    ) -> Some[Neighbour]:
        """The nodes one step from a node, each with the sentence that says so."""
        key = self._key(name)
        with self._live.reading() as graph:
            return neighbours(graph, key, labels or LABELS, limit)

    def matrix(self, rows: Lines = 40, columns: Lines = 40, order: Order = Order.SUPPORT) -> Matrix:
        """Which methods and models were measured on which benchmarks and datasets."""
        with self._live.reading() as graph:
            return matrix(graph, rows, columns, order)

    def leaderboard(self, name: Name, limit: Limit = 50) -> Leaderboard:
        """The results reported on a benchmark, dataset or task, ranked metric by metric."""
        key = self._key(name, MEASURED)
        with self._live.reading() as graph:
            return leaderboard(graph, key, limit)

    def paper(self, name: Name, limit: Limit = 50) -> PaperCard:
        """A paper: its abstract, what it contributes and names, what it states and reports."""
        key = self._key(name, (PAPER,))
        with self._live.reading() as graph:
            made = card(graph, key, limit)
        assert isinstance(made, PaperCard)
        return made

    def query(
        self,
        cypher: Annotated[str, Field(description="One Cypher query that reads the graph.")],
        parameters: Annotated[
            dict[str, Any], Field(description="Values of $name in the query.")
        ] = {},  # noqa: B006
    ) -> Answer:
        """The rows that a Cypher query gives, within limits of time and size."""
        return self._queries.ask(cypher, parameters)

    def _key(self, name: str, labels: Collection[str] = ()) -> str:
        return self._names.get().find(name, labels)[0].key

    def close(self) -> None:
        """Let the file go and end what runs."""
        self._queries.close()
        self._live.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
