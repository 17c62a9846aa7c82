"""Values as Neo4j's driver gives them, and as we want them."""

from typing import Any

import neo4j.graph
import neo4j.time

from kg.columns import EDGE_COLUMNS, NODE_COLUMNS
from loaders.neo4j.statements import ADDED


def plain(value: Any) -> Any:
    """A value of the database as plain data, the same that the embedded database gives."""
    match value:
        case neo4j.graph.Entity():
            return _entity(value)
        case neo4j.graph.Path():
            relationships = plain(list(value.relationships))
            return {"nodes": plain(list(value.nodes)), "relationships": relationships}
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case neo4j.time.Date() | neo4j.time.DateTime() | neo4j.time.Time() | neo4j.time.Duration():
            return value.iso_format()
        case _:
            return value


def _entity(entity: neo4j.graph.Entity) -> dict[str, Any]:
    """Label and properties, without those that the loader adds, in the order of the columns."""
    if isinstance(entity, neo4j.graph.Relationship):
        label, columns = entity.type, EDGE_COLUMNS
    else:
        assert isinstance(entity, neo4j.graph.Node)
        ours = [label for label in entity.labels if label in NODE_COLUMNS]
        label = ":".join(ours or sorted(entity.labels))
        columns = NODE_COLUMNS.get(label, {})
    names = [*columns, *sorted(set(entity) - set(columns) - set(ADDED))]
    return {"label": label, **{name: plain(entity[name]) for name in names if name in entity}}


def native(value: Any) -> Any:
    """A property of ours as the column of its row: dates are Python's."""
    return value.to_native() if isinstance(value, neo4j.time.Date) else value
