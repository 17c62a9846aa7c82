import json

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings

from kg.columns import edge_from_row, node_from_row
from kg.schema import EDGE_ENDS, NODE_LABELS
from loaders import parquet
from tests.graphs import EXAMPLE, MemoryGraph, graphs, saved
from tests.loaders.conftest import MatchesGolden


def test_tables(matches_golden: MatchesGolden) -> None:
    with saved(EXAMPLE, parquet) as folder:
        tables = {path.stem: pq.read_table(path) for path in sorted(folder.iterdir())}
    assert set(tables) == {*NODE_LABELS, *EDGE_ENDS}
    shown = {
        label: {"schema": str(table.schema).splitlines(), "rows": table.to_pylist()}
        for label, table in tables.items()
    }
    text = json.dumps(shown, indent=1, ensure_ascii=False, default=str)
    matches_golden(text, "example.parquet.json")


@given(graphs())
@settings(max_examples=20)
def test_records_come_back(graph: MemoryGraph) -> None:
    with saved(graph, parquet) as folder:
        rows = {path.stem: pq.read_table(path).to_pylist() for path in folder.iterdir()}
    nodes = [node_from_row(label, row) for label in NODE_LABELS for row in rows[label]]
    edges = [
        edge_from_row(row["head"], label, row["tail"], row)
        for label in EDGE_ENDS
        for row in rows[label]
    ]
    assert nodes == list(graph.nodes())
    assert edges == list(graph.edges())


def test_dates_numbers_and_lists_have_their_types() -> None:
    with saved(EXAMPLE, parquet) as folder:
        schema = pq.read_schema(folder / "COMPARED_WITH.parquet")
    assert schema.field("first").type == pa.date32()
    assert schema.field("support").type == pa.int64()
    assert schema.field("confidences").type == pa.list_(pa.float64())
