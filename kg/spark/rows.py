"""Tables of Spark as rows for Python: columns that Spark must see are typed, records are pickled.

A step makes rows of the rows of a partition, or of those of a key. Rows are tuples in the
order of their schema, which is given in Spark's notation (``"unit string, what binary"``); a
binary column holds any object.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import StructType

from kg.spark.session import any_pandas

Row = tuple[Any, ...]
Rows = Iterator[Row]
Step = Callable[[Rows], Iterable[Row]]
KeyStep = Callable[[Row, Rows], Iterable[Row]]

ROWS_PER_BATCH = 1000
"""Rows that cross from Python to Spark at a time."""


def columns(schema: str) -> StructType:
    """A schema from Spark's notation; asks the session."""
    parsed = StructType.fromDDL(schema)
    assert isinstance(parsed, StructType)
    return parsed


def each_partition(table: DataFrame, step: Step, schema: str | StructType) -> DataFrame:
    """The rows that ``step`` makes of the rows of each partition."""
    made = columns(schema) if isinstance(schema, str) else schema
    arrow = to_arrow_schema(made)

    def in_arrow(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = iter(step(_rows(batches)))
        while some := list(islice(rows, ROWS_PER_BATCH)):
            yield _batch(some, arrow)

    with any_pandas():
        return table.mapInArrow(in_arrow, made)


def each_group(
    table: DataFrame, keys: int, step: KeyStep, schema: str | StructType, then_by: int = 0
) -> DataFrame:
    """The rows that ``step`` makes of the rows of each key, which it gets one after the other.

    Args:
        table: its first columns are the key.
        keys: how many columns the key has.
        step: gets a key and its rows without it; what holds few of these has no key too large.
        schema: of the rows that it makes.
        then_by: how many columns after the key the rows of a key are sorted by.
    """
    together = table.repartition(*table.columns[:keys])
    in_order = together.sortWithinPartitions(*table.columns[: keys + then_by])

    def by_key(rows: Rows) -> Rows:
        for key, group in groupby(rows, key=itemgetter(slice(keys))):
            yield from step(key, (row[keys:] for row in group))

    return each_partition(in_order, by_key, schema)


def _rows(batches: Iterable[pa.RecordBatch]) -> Rows:
    for batch in batches:
        yield from zip(*map(_values, batch.columns), strict=True)


def _values(column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if pa.types.is_binary(column.type):
        return [None if value is None else pickle.loads(value) for value in values]
    return values


def _batch(rows: list[Row], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [_array(list(c), field.type) for c, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_binary(kind):
        values = [None if value is None else pickle.dumps(value) for value in values]
    return pa.array(values, kind)
