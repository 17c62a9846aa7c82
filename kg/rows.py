"""The answer to a query: rows as plain data, which a notebook shows and data frames take."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from kg.errors import PaperkgError

if TYPE_CHECKING:
    import pandas
    import polars

Row = dict[str, Any]

SHOWN = 20
"""Rows of an answer that a notebook shows."""


class Rows(list[Row]):
    """Rows by column name. ``columns`` are their names, which an answer without rows has too.

    ``truncated`` says that the query has more rows than were asked for.
    """

    def __init__(
        self, columns: Sequence[str], rows: Iterable[Row] = (), truncated: bool = False
    ) -> None:
        super().__init__(rows)
        self.columns = tuple(columns)
        self.truncated = truncated

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas data frame. Raises PaperkgError if pandas is not installed."""
        try:
            import pandas  # noqa: PLC0415
        except ImportError as error:
            raise PaperkgError("to_pandas needs pandas: pip install pandas") from error
        return pandas.DataFrame(list(self), columns=list(self.columns))

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a polars data frame. Raises PaperkgError if polars is not installed."""
        try:
            import polars  # noqa: PLC0415
        except ImportError as error:
            raise PaperkgError("to_polars needs polars: pip install polars") from error
        columns = {name: [row[name] for row in self] for name in self.columns}
        return polars.DataFrame(columns, strict=False)

    def _repr_html_(self) -> str:
        """A table of the first rows, for notebooks."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{_cell(row[name])}</td>" for name in self.columns) + "</tr>"
            for row in self[:SHOWN]
        )
        more = f"<p>{len(self):,} rows</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def plain(value: Any) -> Any:
    """A value of the database as plain data: nodes, relationships and paths become dicts."""
    match value:
        case {"_NODES": nodes, "_RELS": relationships}:
            return {"nodes": plain(nodes), "relationships": plain(relationships)}
        case {"_LABEL": label}:
            properties = {k: plain(v) for k, v in value.items() if k[0] != "_" and v is not None}
            return {"label": label, **properties}
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    match value:
        case datetime.date() | datetime.timedelta() | uuid.UUID():
            return str(value)
        case Decimal():  # sums of integers, too
            return int(value) if value == value.to_integral_value() else float(value)
        case bytes():
            return value.hex()
        case _:
            return value


def _cell(value: Any) -> str:
    return "" if value is None else escape(str(value))
