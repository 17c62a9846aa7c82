"""A Cypher script that adds the graph to a Neo4j database: ``cypher-shell -f graph.cypher``.

Running it again changes nothing. Labels, types and property names come from the schema; all that
comes from papers stands in string literals, with everything escaped that could end one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from kg.columns import row
from kg.plugins import GraphLike
from kg.records import Edge
from kg.schema import NODE_LABELS, label_of
from kg.writing import whole
from loaders.batches import batches

SUFFIXES = (".cypher", ".cql")

ROWS_PER_STATEMENT = 200

_TO_ESCAPE = re.compile(r"[\\'\x00-\x1f\x7f-\x9f\u2028\u2029]")


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the file ``target``."""
    with whole(target) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{statement};\n" for statement in _statements(graph))


def _statements(graph: GraphLike) -> Iterator[str]:
    for label in NODE_LABELS:
        yield (
            f"CREATE CONSTRAINT {label.lower()}_key IF NOT EXISTS"
            f" FOR (n:`{label}`) REQUIRE n.key IS UNIQUE"
        )
    for label, some_nodes in batches(graph.nodes(), lambda node: node.label, ROWS_PER_STATEMENT):
        yield (
            f"UNWIND {_rows(map(row, some_nodes))} AS row\n"
            f"MERGE (n:`{label}` {{key: row.key}}) SET n = row"
        )
    for (head, label, tail), some_edges in batches(graph.edges(), _labels, ROWS_PER_STATEMENT):
        yield (
            f"UNWIND {_rows(map(_edge_row, some_edges))} AS row\n"
            f"MATCH (a:`{head}` {{key: row.head}}), (b:`{tail}` {{key: row.tail}})\n"
            f"MERGE (a)-[e:`{label}`]->(b) SET e = row.properties"
        )


def _labels(edge: Edge) -> tuple[str, str, str]:
    return label_of(edge.head), edge.label, label_of(edge.tail)


def _edge_row(edge: Edge) -> dict[str, object]:
    return {"head": edge.head, "tail": edge.tail, "properties": row(edge)}


def _rows(rows: Iterable[Mapping[str, object]]) -> str:
    return "[\n  " + ",\n  ".join(map(literal, rows)) + "\n]"


def literal(value: object) -> str:
    """``value`` in Cypher; what is None in a mapping is left out."""
    match value:
        case str():
            return "'" + _TO_ESCAPE.sub(_escape, value) + "'"
        case date():
            return f"date('{value.isoformat()}')"
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case Mapping():
            items = (f"{k}: {literal(v)}" for k, v in value.items() if v is not None)
            return f"{{{', '.join(items)}}}"
        case _:
            return repr(value)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return f"\\{char}" if char in "\\'" else f"\\u{ord(char):04x}"
