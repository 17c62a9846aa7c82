"""Files for ``neo4j-admin database import``, the fastest way into an empty database.

They hold mark and fingerprint too, so the load that follows finds all as it would have written
it, but for lists that the importer takes for missing values: it puts these in first
(:func:`loaders.neo4j.statements.completions`).
"""

from pathlib import Path

from kg.columns import Row
from kg.plugins import GraphLike
from loaders import csv
from loaders.neo4j.statements import fingerprint


def _fingerprint(values: Row) -> int:
    return fingerprint([*values.values()])


ADDED: csv.Added = {"paperkg:boolean": lambda _row: "true", "fingerprint:long": _fingerprint}


def write_bulk(graph: GraphLike, folder: Path) -> str:
    """Write the import files of ``graph``; see :class:`kg.databases.Database`."""
    csv.write(graph, folder, ADDED)
    return csv.command(folder)
