"""A graph: what a build makes, and what every question is asked of."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import networkx as nx
import pyarrow as pa

from kg.errors import GraphError
from kg.linking import Links, link
from kg.linking.guidance import guidance_on
from kg.networks import to_networkx
from kg.records import Annotation, Edge, Mention, Node, Paper
from kg.rows import Rows
from kg.store import Store


class Graph:
    """A graph file, open for reading; use it as a context manager or close it."""

    def __init__(self, path: str | Path, *, writable: bool = False) -> None:
        """Open the graph at ``path``; ``writable`` lets queries change it.

        Raises:
            GraphError: if there is none, or the file is no graph.
        """
        self.path = Path(path)
        if not self.path.exists():
            raise GraphError(
                f"there is no graph at {path}; make one with: kg build SOURCE --into {path}"
            )
        self._store = Store(self.path, writable=writable)

    def query(self, cypher: str, **parameters: Any) -> Rows:
        """Ask in Cypher; ``parameters`` stand as ``$name`` in the query.

        Returns:
            A list of rows as plain data by column name: nodes and relationships are dicts. It
            shows itself in a notebook and becomes a data frame (:class:`kg.rows.Rows`).

        Raises:
            QueryError: if the database refuses the query; the message shows where. Unless the
                graph is writable, a query can do nothing but read it (:mod:`kg.read_only`).
        """
        return self.rows(cypher, parameters)

    def rows(self, cypher: str, parameters: Mapping[str, Any], limit: int | None = None) -> Rows:
        """As :meth:`query`, but no more than the first ``limit`` rows (default: all)."""
        return self._store.query(cypher, parameters, limit)

    def limit_time(self, seconds: float) -> None:
        """Let no query take longer; one that does ends in a QueryError."""
        self._store.limit_time(seconds)

    def size(self) -> tuple[int, int]:
        """Number of nodes and of edges."""
        (nodes,) = self.query("MATCH (n) RETURN count(*) AS n")
        (edges,) = self.query("MATCH ()-[e]->() RETURN count(*) AS n")
        return nodes["n"], edges["n"]

    def nodes(self, keys: Collection[str] | None = None) -> Iterator[Node]:
        """The nodes of these keys (default: all), label by label, sorted by key."""
        return self._store.nodes(keys=keys)

    def edges(
        self, heads: Collection[str] | None = None, tails: Collection[str] | None = None
    ) -> Iterator[Edge]:
        """The edges from these to these nodes (by key; default: any), label by label, sorted."""
        return self._store.edges(heads, tails)

    def node_tables(self, label: str) -> Iterator[pa.Table]:
        """The rows of all nodes of a label; see :class:`kg.plugins.TabularGraph`."""
        return self._store.node_tables(label)

    def edge_tables(self, label: str, head: str, tail: str) -> Iterator[pa.Table]:
        """The rows of all edges of these labels; see :class:`kg.plugins.TabularGraph`."""
        return self._store.edge_tables(label, head, tail)

    def annotated(self) -> Iterator[tuple[Paper, Annotation]]:
        """All papers with their annotations as made, sorted by id."""
        return self._store.annotated()

    def links(self) -> Links:
        """How the linker sees the graph's papers: what it took for one thing, and why."""
        return link(self.annotated(), *guidance_on(self.path))

    def mentions(self) -> Iterator[Mention]:
        """Which node each entity of each paper is, by paper and in the annotation's order."""
        links = self.links()
        for paper, annotation in self.annotated():
            for entity in annotation.entities:
                yield Mention(
                    paper=paper.id,
                    entity=entity.id,
                    node=links.keys[paper.id, entity.id],
                    surfaces=entity.surfaces,
                )

    def to_networkx(self) -> nx.MultiDiGraph:
        """The whole graph in memory, for networkx; see :func:`kg.networks.to_networkx`."""
        return to_networkx(self)

    def _repr_html_(self) -> str:
        """What notebooks show; see :mod:`kg.notebook`."""
        from kg.notebook import show  # noqa: PLC0415 (which takes graphs)

        return show(self)

    def close(self) -> None:
        """Let the file go."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
