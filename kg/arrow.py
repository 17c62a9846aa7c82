"""Tables of rows in Arrow, for the store and for files."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import attrgetter

import pyarrow as pa

from kg.columns import EDGE_COLUMNS, EVIDENCE_COLUMNS, NODE_COLUMNS, Columns, ColumnType
from kg.records import Edge, Node

_TYPES: Mapping[ColumnType, pa.DataType] = {
    ColumnType.STRING: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.FLOAT: pa.float64(),
    ColumnType.DATE: pa.date32(),
    ColumnType.STRINGS: pa.list_(pa.string()),
    ColumnType.INTEGERS: pa.list_(pa.int64()),
    ColumnType.FLOATS: pa.list_(pa.float64()),
}


def arrow_schema(columns: Columns) -> pa.Schema:
    """The Arrow schema of a table with these columns, in their order."""
    return pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])


def node_batch(label: str, nodes: Sequence[Node]) -> pa.RecordBatch:
    """Nodes of one label in the columns of their rows (:func:`kg.columns.row`)."""
    schema = arrow_schema(NODE_COLUMNS[label])
    arrays = [pa.array(map(attrgetter(field.name), nodes), field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def edge_batch(edges: Sequence[Edge], ends: tuple[str, str] = ("from", "to")) -> pa.RecordBatch:
    """Edges in the columns of their rows, after two with the keys of their ``ends``.

    Made a column at a time and without a row of each edge, as there are millions of values.
    """
    schema = arrow_schema({**dict.fromkeys(ends, ColumnType.STRING), **EDGE_COLUMNS})
    evidence = [item for edge in edges for item in edge.evidence]
    offsets = pa.array(accumulate((len(edge.evidence) for edge in edges), initial=0), pa.int32())
    fields = dict(zip(ends, ("head", "tail"), strict=True))

    def column(field: pa.Field) -> pa.Array:
        if field.name not in EVIDENCE_COLUMNS:
            values = map(attrgetter(fields.get(field.name, field.name)), edges)
            return pa.array(values, field.type)
        items: Iterable[object] = map(attrgetter(EVIDENCE_COLUMNS[field.name]), evidence)
        if field.name == "outcomes":
            items = (outcome or "" for outcome in items)
        return pa.ListArray.from_arrays(offsets, pa.array(items, field.type.value_type))

    return pa.RecordBatch.from_arrays([column(field) for field in schema], schema=schema)
