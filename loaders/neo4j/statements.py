"""How the graph lies in Neo4j, and the Cypher that puts it there, all made from the schema.

A node has the label and the properties of its row (:mod:`kg.columns`), a relationship likewise,
and both have two properties more:

``paperkg``
    marks what paperkg wrote. It never changes anything without it. The mark is false on a node
    that the graph no longer holds but that cannot go, as somebody else's relationship hangs on it.
``fingerprint``
    a digest of the row, so that whether it has changed is known without comparing it.

The texts of papers reach the database as parameters only: a statement is fixed but for ``$rows``,
a list of lists.
"""

import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from kg.columns import EDGE_COLUMNS, NODE_COLUMNS, ColumnType, Value
from kg.schema import EDGE_ENDS, NODE_LABELS, PAPER, RESULT

Ends = tuple[str, str, str]
"""The label of a relationship's head, its type, and the label of its tail."""

Values = list[Value]
"""What a statement takes of a row."""

ADDED = ("paperkg", "fingerprint")
"""The properties that nodes and relationships have beside the columns of their row."""

NAMES_INDEX = "paperkg_names"
"""The full-text index over the names and aliases of entities."""


class Statements(NamedTuple):
    """The Cypher for one label of nodes, or for one type of relationships between two labels.

    ``rows`` of ``differing`` are the key (or the two keys) and the fingerprint; of those that
    ``write`` takes all the values follow.
    """

    differing: str
    """Returns the key (or keys) of the rows that the database lacks or has otherwise."""
    write: str
    """Returns how many rows were written."""


def fingerprint(values: Sequence[Value]) -> int:
    """A digest of a row's values in 64 bits, which Neo4j keeps without a separate record."""
    text = _as_text([*values])
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


_as_text = json.JSONEncoder(default=str, ensure_ascii=False).encode


def node_values(values: Sequence[Value]) -> Values:
    """The row of a node as ``write`` takes it."""
    key, *others = values
    return [key, fingerprint(values), *others]


def edge_values(values: Sequence[Value]) -> Values:
    """The row of an edge, after the keys of its ends, as ``write`` takes it."""
    head, tail, *others = values
    return [head, tail, fingerprint(others), *others]


def node_statements(label: str) -> Statements:
    """The statements for nodes of this label."""
    return Statements(
        differing=f"""\
UNWIND $rows AS row
OPTIONAL MATCH (n:{label} {{key: row[0]}})
WITH row, n WHERE coalesce(n.fingerprint <> row[1], true)
RETURN row[0] AS key, n IS NULL AS new, n IS NOT NULL AND n.paperkg IS NULL AS foreign""",
        write=f"""\
UNWIND $rows AS row
MERGE (n:{label} {{key: row[0]}})
SET n.paperkg = true, {_assignments("n", [*NODE_COLUMNS[label]][1:], start=1)}
RETURN count(*) AS written""",
    )


def edge_statements(ends: Ends) -> Statements:
    """The statements for edges of this type between these labels."""
    head, label, tail = ends
    return Statements(
        differing=f"""\
UNWIND $rows AS row
OPTIONAL MATCH (h:{head} {{key: row[0]}})
OPTIONAL MATCH (t:{tail} {{key: row[1]}})
OPTIONAL MATCH (h)-[r:{label} {{paperkg: true}}]->(t)
WITH row, r WHERE coalesce(r.fingerprint <> row[2], true)
RETURN row[0] AS head, row[1] AS tail, r IS NULL AS new""",
        write=f"""\
UNWIND $rows AS row
MATCH (h:{head} {{key: row[0]}})
MATCH (t:{tail} {{key: row[1]}})
MERGE (h)-[r:{label} {{paperkg: true}}]->(t)
SET {_assignments("r", [*EDGE_COLUMNS], start=2)}
RETURN count(*) AS written""",
    )


def _assignments(variable: str, columns: list[str], start: int) -> str:
    """``n.fingerprint = row[1], n.`name` = row[2]`` and so on; None removes the property.

    One by one, and not ``n += row``, so that rows are lists: half as much to send.
    """
    names = ["fingerprint", *columns]
    return ", ".join(f"{variable}.`{name}` = row[{i}]" for i, name in enumerate(names, start))


def constraints() -> dict[str, str]:
    """The statements that make the constraints, by name."""
    return {
        (name := f"paperkg_{label.lower()}_key"): (
            f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.key IS UNIQUE"
        )
        for label in NODE_LABELS
    }


def indexes() -> dict[str, str]:
    """The statements that make the indexes, by name."""
    dates = {
        (name := f"paperkg_{label.lower()}_{column}"): (
            f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.`{column}`)"
        )
        for label in NODE_LABELS
        for column, kind in NODE_COLUMNS[label].items()
        if kind is ColumnType.DATE
    }
    entities = "|".join(label for label in NODE_LABELS if label not in (PAPER, RESULT))
    names = (
        f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS "
        f"FOR (n:{entities}) ON EACH [n.name, n.aliases]"
    )
    return {**dates, NAMES_INDEX: names}


def completions() -> Iterator[str]:
    """Statements that put in the lists which ``neo4j-admin`` took for missing values.

    It cannot tell an empty list, or one of a single empty string, from none. Outcomes are the only
    list that may hold empty strings; they are as many as the papers.
    """
    for label in NODE_LABELS:
        for name, kind in NODE_COLUMNS[label].items():
            if kind.is_list:
                yield _completion(f"MATCH (x:{label}) WHERE x.paperkg AND", name, "[]")
    for label in EDGE_ENDS:
        match = f"MATCH ()-[x:{label}]->() WHERE x.paperkg AND"
        yield _completion(match, "outcomes", "[paper IN x.papers | '']")


def _completion(match: str, name: str, value: str) -> str:
    return (
        f"{match} x.`{name}` IS NULL CALL (x) {{ SET x.`{name}` = {value} }} "
        "IN TRANSACTIONS OF 10000 ROWS"
    )
