"""Tables of rows in Arrow, for the store and for files."""

from collections.abc import Mapping

import pyarrow as pa

from kg.columns import Columns, ColumnType

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
