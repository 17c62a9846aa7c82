import csv as csv_format
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from kg.columns import Row, row
from kg.schema import EDGE_ENDS, NODE_LABELS
from loaders import csv
from tests.graphs import EXAMPLE, MemoryGraph, graphs, saved
from tests.loaders.conftest import MatchesGolden


def test_files(matches_golden: MatchesGolden) -> None:
    with saved(EXAMPLE, csv) as folder:
        files = {path.name: path for path in folder.iterdir()}
        assert set(files) == {
            "README.txt",
            *(f"{label}.csv" for label in (*NODE_LABELS, *EDGE_ENDS)),
        }
        shown = [f"# {name}\n{path.read_bytes().decode()}" for name, path in sorted(files.items())]
    matches_golden("\n".join(shown), "example.csv.txt")


@given(graphs())
@settings(max_examples=20)
def test_every_record_is_a_row_of_typed_fields(graph: MemoryGraph) -> None:
    with saved(graph, csv) as folder:
        rows = {path.stem: _read(path) for path in folder.glob("*.csv")}
    read_nodes = [node for label in NODE_LABELS for node in rows[label]]
    assert read_nodes == [{**_importable(row(node)), "LABEL": node.label} for node in graph.nodes()]
    read_edges = [edge for label in EDGE_ENDS for edge in rows[label]]
    assert read_edges == [
        {
            "START_ID": edge.head,
            "END_ID": edge.tail,
            "TYPE": edge.label,
            **_importable(row(edge)),
        }
        for edge in graph.edges()
    ]


def _read(path: Path) -> list[dict[str, Any]]:
    """The rows as the importer takes them: typed by the header, without empty fields."""
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv_format.reader(stream)
    columns = [heading.partition(":") for heading in header]
    return [
        {
            name or kind: _typed(field, kind)
            for (name, _, kind), field in zip(columns, fields, strict=True)
            if field
        }
        for fields in rows
    ]


def _typed(field: str, kind: str) -> Any:
    parse = {"long": int, "double": float, "date": date.fromisoformat}
    one = parse.get(kind.removesuffix("[]"), str)
    return [one(item) for item in field.split("\x1f")] if kind.endswith("[]") else one(field)


def _importable(values: Row) -> dict[str, Any]:
    """``values`` without what the format does not keep: empty strings and lists of nothing else."""
    importable = {}
    for name, value in values.items():
        if isinstance(value, list):
            items = [i.replace("\x1f", " ") if isinstance(i, str) else i for i in value]
            if any(item != "" for item in items):
                importable[name] = items
        elif value not in (None, ""):
            importable[name] = value
    return importable
