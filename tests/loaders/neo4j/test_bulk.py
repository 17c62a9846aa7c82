import shlex
from pathlib import Path
from typing import Any

import pytest

from kg.databases import write_bulk
from kg.errors import LoadError
from kg.graph import Graph
from loaders.neo4j import Neo4jGraph
from tests.graphs import EXAMPLE, MemoryGraph
from tests.loaders.neo4j.test_upsert import content, totals
from tests.neo4j_server import Server, own_server, script


def everything(database: Neo4jGraph) -> list[dict[str, Any]]:
    """All properties of all nodes and relationships, by key."""
    return database.query(
        "MATCH (n) RETURN labels(n) AS kind, properties(n) AS its, n.key AS a, '' AS b "
        "ORDER BY a, b "
        "UNION ALL MATCH (n)-[r]->(m) "
        "RETURN [type(r)] AS kind, properties(r) AS its, n.key AS a, m.key AS b ORDER BY a, kind, b"
    )


def test_an_import_gives_what_a_load_gives(
    server: Server, examples_graph: Path, tmp_path: Path
) -> None:
    home, files = tmp_path / "home", tmp_path / "files of it"
    with Graph(examples_graph) as graph, server.connect() as database:
        nodes, edges = content(graph)
        whole = MemoryGraph([*nodes, *EXAMPLE.nodes()], [*edges, *EXAMPLE.edges()])
        database.load(whole)
        upserted = everything(database)

    program, *arguments = shlex.split(write_bulk(whole, files).replace("\\\n", ""))
    assert program == "neo4j-admin"
    imported = script("admin", "--home", str(home), *arguments)
    assert imported.returncode == 0, imported.stdout + imported.stderr

    with own_server(home) as new, new.connect() as database:
        assert totals(database.load(whole)) == {}, "the load that follows finds all as it is"
        assert everything(database) == upserted
        assert totals(database.load(whole, prune=True)) == {}

    read_only = ("--set", "server.databases.default_to_read_only=true")
    with own_server(home, *read_only) as new, new.connect() as database:
        # The server refuses any write, so a load that finds all as it is makes none.
        assert totals(database.load(whole, prune=True)) == {}
        assert totals(database.load(whole, prune=True, dry_run=True)) == {}
        with pytest.raises(LoadError, match=r"^the database is read-only at neo4j://"):
            database.load(MemoryGraph(nodes[:1], []), prune=True)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(LoadError, match=r"the folder holds other files, such as mine.txt"):
        write_bulk(EXAMPLE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
