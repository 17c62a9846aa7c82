"""The Neo4j loader: a graph into a Neo4j database, and back, and questions to it.

:func:`connect` is the whole of it for a running server, :func:`write_bulk` for an empty
database and ``neo4j-admin``. How the graph lies there is told in :mod:`loaders.neo4j.statements`,
what that is good for in ``docs/neo4j.md``.
"""

from loaders.neo4j.bulk import write_bulk
from loaders.neo4j.graph import Neo4jGraph, connect

__all__ = ["Neo4jGraph", "connect", "write_bulk"]
