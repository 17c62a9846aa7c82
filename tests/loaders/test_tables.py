from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

import kg.store
from kg.columns import row
from kg.graph import Graph
from kg.plugins import GraphLike
from kg.store import Store, table_of
from loaders.tables import edge_batches, node_batches
from tests.graphs import EXAMPLE, MemoryGraph, graphs


@contextmanager
def stored(graph: GraphLike) -> Iterator[Graph]:
    """``graph`` as a file, opened."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "graph.kg")
        with Store.create(path) as store:
            store.write_nodes(graph.nodes())
            store.write_edges(graph.edges())
        with Graph(path) as opened:
            yield opened


def rows(graph: GraphLike, size: int) -> tuple[list[Any], list[Any]]:
    """All rows of the batches, with their labels, sorted."""
    return tuple(
        sorted(
            ((label, *values.values()) for label, batch in batches for values in batch.to_pylist()),
            key=repr,
        )
        for batches in (node_batches(graph, size), edge_batches(graph, size))
    )


@settings(max_examples=10)
@given(graphs())
def test_tables_hold_what_records_do(graph: MemoryGraph) -> None:
    expected = (
        sorted(((str(node.label), *row(node).values()) for node in graph.nodes()), key=repr),
        sorted(
            (
                (tuple(map(str, table_of(edge.key))), edge.head, edge.tail, *row(edge).values())
                for edge in graph.edges()
            ),
            key=repr,
        ),
    )
    assert rows(graph, 2) == expected
    with stored(graph) as opened:
        assert rows(opened, 2) == expected


def test_batches_are_of_one_label_and_no_larger_than_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kg.store, "NODES_A_SLICE", 3)
    many = MemoryGraph(
        [
            node.model_copy(update={"key": f"{node.key}-{number}"})
            for node in EXAMPLE.nodes()
            for number in range(4)
        ],
        [],
    )
    with stored(many) as opened:
        sizes = [(label, batch.num_rows) for label, batch in node_batches(opened, 2)]
    assert [
        (label, [size for _, size in group]) for label, group in groupby(sizes, lambda x: x[0])
    ] == [
        ("Paper", [2, 1, 2, 1, 2]),
        ("Method", [2, 1, 1]),
        ("Model", [2, 1, 1]),
        ("Benchmark", [2, 1, 1]),
        ("Result", [2, 1, 2, 1, 2]),
    ]
