"""A graph that is open for reading answers questions about itself, and nothing else happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph import Graph

SECRET = "hush-hush"


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file beside the graph that no query may show."""
    path = tmp_path_factory.mktemp("files") / "secret.csv"
    path.write_text(f"a,b\n{SECRET},1\n")
    return path


@pytest.fixture(scope="module")
def graph(birds_file: Path) -> Iterator[Graph]:
    with Graph(birds_file) as opened:
        yield opened


@pytest.mark.parametrize(
    "cypher",
    [
        "LOAD FROM 'SECRET' RETURN *",
        "load from 'SECRET' return *",
        "LOAD WITH HEADERS (a STRING, b INT64) FROM 'SECRET' RETURN *",
        "MATCH (n:Paper) LOAD FROM 'SECRET' RETURN *",
        "WITH 1 AS x LIMIT 1LOAD FROM 'SECRET' RETURN *",
        "WITH 1e5 AS x WHERE x > 1e5LOAD FROM 'SECRET' RETURN *",
        "UNWIND ['x']LOAD/**/FROM 'SECRET' RETURN *",
        "RETURN 'x' AS a /* **/ ' */ UNION LOAD FROM \"SECRET\" RETURN a //'",
        "RETURN 'a\\'' AS a UNION LOAD FROM 'SECRET' RETURN a",
        "EXPLAIN LOAD FROM 'SECRET' RETURN *",
        "RETURN 1; LOAD FROM 'SECRET' RETURN *",
        "COPY (MATCH (n:Paper) RETURN n.title) TO 'SECRET.out.csv'",
        "/* a */ COPY (MATCH (n:Paper) RETURN n.title) TO 'SECRET.out.csv'",
        "EXPORT DATABASE 'SECRET.out'",
        "IMPORT DATABASE 'SECRET.out'",
        "ATTACH 'SECRET' AS other (dbtype lbug)",
        "INSTALL httpfs",
        "LOAD EXTENSION 'SECRET'",
        "CALL READ_CSV_SERIAL('SECRET') RETURN *",
        "CALL `READ_CSV_SERIAL`('SECRET') RETURN *",
        "MATCH (n) CALL /**/ read_parquet('SECRET') RETURN *",
        "CALL threads = 1",
        "CALL timeout=0",
        "BEGIN TRANSACTION READ ONLY",
        "CHECKPOINT",
        "EXPLAIN CHECKPOINT",
        "\u180eCHECKPOINT",
        "\u2003CHECKPOINT",
        "/**/CHECKPOINT;",
        "CREATE MACRO f(x) AS x + 1",
        "CREATE (:Task {key: 'task:new'})",
        "MATCH (n) SET n.papers = 3",
        "MATCH (n) DETACH DELETE n",
    ],
)
def test_nothing_but_the_graph_is_read_or_written(
    cypher: str, graph: Graph, secret: Path, birds_file: Path
) -> None:
    before = birds_file.read_bytes()
    with pytest.raises(QueryError) as refused:
        graph.query(cypher.replace("SECRET", str(secret)))
    assert SECRET not in str(refused.value)
    assert [path.name for path in secret.parent.iterdir()] == [secret.name]
    assert birds_file.read_bytes() == before
    with Graph(birds_file) as again:
        assert again.size() == graph.size()


@pytest.mark.parametrize(
    ("cypher", "parameters"),
    [
        ("RETURN 'load from; copy // /* `' AS x", {}),
        ('RETURN "it\'s; CALL f()" AS x // LOAD FROM', {}),
        ("/* CALL; LOAD */ MATCH (n) RETURN count(*) AS `call; load`;", {}),
        ("OPTIONAL MATCH (n:Task) RETURN n.name", {}),
        ("unwind [1, 2] as payload return payload", {}),
        ("WITH $x AS x RETURN x", {"x": "LOAD FROM 'file'"}),
        ("CALL show_tables() RETURN name", {}),
        ("CALL table_info('Paper') RETURN *", {}),
        ("PROFILE MATCH (n) RETURN count(*)", {}),
        ("EXPLAIN MATCH (n) RETURN count(*)", {}),
        ("MATCH (n) RETURN n.key UNION ALL MATCH (n) RETURN n.key", {}),
    ],
)
def test_questions_are_answered(cypher: str, parameters: dict[str, str], graph: Graph) -> None:
    assert graph.query(cypher, **parameters)


def test_parameters_are_not_spliced_into_a_text(graph: Graph, secret: Path) -> None:
    """The database's client would do it, and quotation marks in the parameter end the text."""
    with pytest.raises(QueryError, match="JSON"):
        graph.query('RETURN "to_json($x)" AS x', x=f'" UNION LOAD FROM {secret} RETURN a //"')


def test_a_writable_graph_takes_commands(birds_file: Path, secret: Path) -> None:
    check = f"LOAD FROM '{secret}' RETURN a"
    path = secret.parent.parent / "copy.kg"
    path.write_bytes(birds_file.read_bytes())
    with Graph(path, writable=True) as writable:
        assert [row["a"] for row in writable.query(check)] == [SECRET]


PIECES = (
    *("'", '"', "`", "\\", "\\'", "\\\\", "/*", "*/", "*", "//", "\n", "\r", " ", ";", "''"),
    *("1", "1e5", "x", "é", "\u180e", "UNION", "WITH 1 AS x", "CALL", "(", ")"),
    *("LOAD FROM 'SECRET' RETURN a", 'LOAD FROM "SECRET" RETURN a', "RETURN 'x' AS a"),
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_arrangement_of_quotation_marks_reads_a_file(
    graph: Graph, secret: Path, tail: str
) -> None:
    """What the check takes for a text or a comment, the database takes for one."""
    cypher = "RETURN 'x' AS a " + tail.replace("SECRET", str(secret))
    try:
        answer = repr(graph.query(cypher))
    except QueryError as error:
        answer = str(error)
    assert SECRET not in answer
