"""What people told the linker, as files beside the graph."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import SourceError
from kg.graph import Graph
from kg.linking.decisions import Decision
from kg.linking.guidance import Guidance, guidance_on, keep_guidance
from kg.linking.lexicon import Entry
from kg.schema import EntityType

ENTRY = {"type": "Method", "name": "Grumble", "aliases": ["noise of complaint"]}


def test_it_is_kept_beside_the_graph(tmp_path: Path) -> None:
    graph = tmp_path / "g.kg"
    assert guidance_on(graph) == Guidance()
    entry = Entry(type=EntityType.TASK, name="kite flying")
    given = Guidance((entry,), (Decision(verdict="same", names=("a", "b")),))
    keep_guidance(graph, given)
    assert guidance_on(graph) == given
    assert [path.name for path in sorted(tmp_path.glob("g.kg*"))] == [
        "g.kg.decisions.jsonl",
        "g.kg.lexicon.jsonl",
    ]


@pytest.mark.parametrize("kind", ["decisions", "lexicon"])
def test_a_broken_file_is_one_sentence(kind: str, tmp_path: Path) -> None:
    (tmp_path / f"g.kg.{kind}.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=rf"g.kg.{kind}.jsonl:1 is no "):
        guidance_on(tmp_path / "g.kg")


class Field:
    """A graph of two papers on one thing, which they name differently."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.graph = folder / "g.kg"
        self.lexicon = self.write("mine.jsonl", ENTRY)
        self.first = self.paper("p1", "Grumble")
        self.second = self.paper("p2", "noise of complaint")
        self.third = self.paper("p3", "Grumble")

    def write(self, name: str, *rows: object) -> Path:
        path = self.folder / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    def paper(self, key: str, name: str) -> tuple[Path, Path]:
        paper = {"id": key, "title": "A title", "abstract": f"We hear {name}."}
        entity = {"id": "e1", "type": "Method", "name": name, "surface": [name]}
        made = {"id": key, "entities": [entity], "relations": [], "results": []}
        return self.write(f"{key}.jsonl", paper), self.write(f"{key}.gold.jsonl", made)

    def build(self, *papers: tuple[Path, Path], lexicon: Path | None = None) -> Result:
        files = [arg for source, gold in papers for arg in (str(source), f"--annotations={gold}")]
        more = ["--lexicon", str(lexicon)] if lexicon else []
        arguments = ["build", *files, "--into", str(self.graph), *more]
        return CliRunner().invoke(cli, arguments)

    def things(self) -> int:
        with Graph(self.graph) as graph:
            nodes = {mention.node for mention in graph.mentions()}
            assert nodes == {node.key for node in graph.nodes() if node.label == "Method"}
            assert nodes == set(graph.links().identities)
            return len(nodes)


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return Field(tmp_path)


def test_a_build_learns_a_lexicon_and_later_ones_know_it(field: Field) -> None:
    assert field.build(field.first, field.second).exit_code == 0
    assert field.things() == 2
    assert field.build(field.first, lexicon=field.lexicon).exit_code == 0
    assert field.things() == 1
    assert field.build(field.third).exit_code == 0
    assert field.things() == 1


def test_a_decision_goes_by_the_lexicon_too(field: Field) -> None:
    field.build(field.first, field.second, lexicon=field.lexicon)
    arguments = ["split", str(field.graph), "Grumble", "noise of complaint"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert field.things() == 2
    assert guidance_on(field.graph).lexicon == (Entry.model_validate(ENTRY),)


def test_a_bad_lexicon_changes_nothing(field: Field) -> None:
    field.build(field.first)
    before = field.graph.read_bytes()
    bad = field.write("bad.jsonl", {"type": "Kite"})
    result = field.build(field.second, lexicon=bad)
    assert isinstance(result.exception, SourceError)
    assert "bad.jsonl:1 is no entry of a lexicon" in str(result.exception)
    assert field.graph.read_bytes() == before
    assert guidance_on(field.graph) == Guidance()
