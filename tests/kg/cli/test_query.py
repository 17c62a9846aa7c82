"""``kg query``."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import QueryError

NAMES = "MATCH (m:Model) RETURN m.name AS name, m.papers AS papers ORDER BY name"


def ask(graph: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["query", str(graph), *arguments], catch_exceptions=True)


def test_every_format_gives_the_same_rows(birds_file: Path) -> None:
    rows = json.loads(ask(birds_file, NAMES, "--format", "json").output)
    lines = ask(birds_file, NAMES, "--format", "jsonl").output.splitlines()
    table = list(csv.DictReader(io.StringIO(ask(birds_file, NAMES, "--format", "csv").output)))
    assert rows
    assert [json.loads(line) for line in lines] == rows
    assert table == [{name: str(value) for name, value in row.items()} for row in rows]
    printed = ask(birds_file, NAMES).output
    assert all(row["name"] in printed for row in rows)


@pytest.mark.parametrize(
    ("text", "value"),
    [("x=3", 3), ("x=true", True), ('x=["a"]', ["a"]), ("x=a`b'\"=c", "a`b'\"=c"), ("x=", "")],
)
def test_parameters_are_values_and_never_cypher(birds_file: Path, text: str, value: object) -> None:
    result = ask(birds_file, "RETURN $x AS x", "-p", text, "--format", "json")
    assert json.loads(result.output) == [{"x": value}]


def test_a_query_comes_from_a_file(birds_file: Path, tmp_path: Path) -> None:
    (tmp_path / "q.cypher").write_text(NAMES)
    there = ask(birds_file, "--file", str(tmp_path / "q.cypher"), "--format", "json")
    assert there.output == ask(birds_file, NAMES, "--format", "json").output


def test_a_file_may_begin_with_a_byte_order_mark(birds_file: Path, tmp_path: Path) -> None:
    (tmp_path / "q.cypher").write_text(NAMES, encoding="utf-8-sig")
    assert (
        ask(birds_file, "--file", str(tmp_path / "q.cypher")).output
        == ask(birds_file, NAMES).output
    )


def test_a_file_that_is_no_text_is_one_sentence(birds_file: Path, tmp_path: Path) -> None:
    (tmp_path / "q.cypher").write_bytes(b"RETURN '\xe6'")
    result = ask(birds_file, "--file", str(tmp_path / "q.cypher"))
    assert result.exit_code == 2
    assert f"the text of {tmp_path}/q.cypher is not UTF-8" in result.output


@pytest.mark.parametrize(
    "arguments", [[], ["RETURN 1", "-p", "no value"], ["RETURN 1", "-p", "1=2"]]
)
def test_a_command_that_is_not_understood_ends_with_2(
    birds_file: Path, arguments: list[str]
) -> None:
    assert ask(birds_file, *arguments).exit_code == 2


def test_an_empty_query_is_an_error_of_the_query(birds_file: Path) -> None:
    assert isinstance(ask(birds_file, "").exception, QueryError)


def test_an_error_shows_where_it_is(birds_file: Path) -> None:
    error = ask(birds_file, "MATCH (m:Method RETURN m").exception
    assert isinstance(error, QueryError)
    assert "^" in str(error).splitlines()[-1]


def test_changes_need_to_be_asked_for(birds_file: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copy(birds_file, tmp_path / "g.kg"))
    change = "MATCH (m:Model) SET m.papers = 77"
    assert "reading only" in str(ask(graph, change).exception)
    assert ask(graph, change, "--write").exit_code == 0
    rows = json.loads(ask(graph, NAMES, "--format", "json").output)
    assert {row["papers"] for row in rows} == {77}


def test_no_rows_are_said_to_be_none(birds_file: Path) -> None:
    nothing = "MATCH (m:Method {name: 'none'}) RETURN m.name"
    assert ask(birds_file, nothing).output == "no rows\n"
    assert ask(birds_file, nothing, "--format", "csv").output == ""
