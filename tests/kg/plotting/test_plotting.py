"""Pictures hold what the graph holds, as text that can be read, and are the same each time."""

import datetime
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from defusedxml import ElementTree

from kg.cli import cli
from kg.cli.plot import KINDS
from kg.errors import LoadError
from kg.graph import Graph
from kg.matrix import matrix
from kg.plotting import Kind, plot
from tests.fields import annotated, entity, store

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>$x^2$</script> 鳥 & \\beta"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A hostile name among others, and things introduced in three months."""
    field = [
        annotated(
            {
                "id": str(i),
                "title": f"On {name}",
                "abstract": f"We present {name}. On Bench_$1$ {name} has accuracy of {70 + i}%.",
                "date": datetime.date(2024, month, 1),
            },
            entities=[
                entity("Model", name, new=True),
                entity("Benchmark", "Bench_$1$"),
                entity("Metric", "accuracy"),
            ],
            relations=[[name, "EVALUATED_ON", "Bench_$1$"]],
            results=[
                {"subject": name, "on": "Bench_$1$", "metric": "accuracy", "value": f"{70 + i}%"}
            ],
        )
        for i, (name, month) in enumerate([("Ant", 1), (HOSTILE, 3), ("Bee", 3)])
    ]
    with Graph(store(field, tmp_path_factory.mktemp("plots") / "plots.kg")) as opened:
        yield opened


def drawn(graph: Graph, kind: Kind, folder: Path) -> tuple[list[str], dict[str, int]]:
    """The texts of a picture, and how many marks each group has."""
    plot(graph, kind, folder / "picture.svg")
    root = ElementTree.parse(folder / "picture.svg").getroot()
    assert root is not None
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    marks = {
        group.get("id", ""): len([*group.iter(f"{SVG}use"), *group.findall(f"{SVG}path")])
        for group in root.iter(f"{SVG}g")
    }
    return texts, marks


def test_the_matrix_names_rows_and_columns_and_shows_values(graph: Graph, tmp_path: Path) -> None:
    texts, marks = drawn(graph, Kind.MATRIX, tmp_path)
    made = matrix(graph)
    assert {line.node.name for line in made.rows} <= set(texts)
    assert "Bench_$1$ (accuracy)" in texts
    assert sorted(text for text in texts if text.endswith("%")) == ["70%", "71%", "72%"]
    assert marks["PathCollection_1"] == len(made.cells) == 3


def test_the_timeline_has_every_month(graph: Graph, tmp_path: Path) -> None:
    texts, _ = drawn(graph, Kind.TIMELINE, tmp_path)
    assert [text for text in texts if text.startswith("2024")] == ["2024-01", "2024-02", "2024-03"]
    assert "Model (3)" in texts
    assert "introduced in a month" in texts


def test_the_degrees_are_told_by_type(graph: Graph, tmp_path: Path) -> None:
    texts, _ = drawn(graph, Kind.DEGREE, tmp_path)
    assert {"Model (3)", "Benchmark (1)", "related nodes"} <= set(texts)


def test_names_stay_text(graph: Graph, tmp_path: Path) -> None:
    texts, _ = drawn(graph, Kind.MATRIX, tmp_path)
    assert HOSTILE in texts
    assert "<script" not in (tmp_path / "picture.svg").read_text(encoding="utf-8")


def test_the_same_graph_gives_the_same_files(birds_file: Path, tmp_path: Path) -> None:
    """Whatever the process: hashes of strings differ from one to the next."""
    draw = (
        "import sys\nfrom pathlib import Path\nfrom kg.graph import Graph\nimport kg.plotting as p"
        "\ngraph = Graph(sys.argv[1])\n"
        "for kind in p.Kind: p.plot(graph, kind, Path(sys.argv[2], f'{kind}.svg'))"
    )
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        command = [sys.executable, "-c", draw, str(birds_file), str(tmp_path / seed)]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, env=env, timeout=60)
    for kind in Kind:
        one, other = (tmp_path / seed / f"{kind}.svg" for seed in ("1", "2"))
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(("suffix", "head"), [(".pdf", b"%PDF"), (".png", b"\x89PNG")])
def test_other_formats_are_the_same_each_time_too(
    graph: Graph, tmp_path: Path, suffix: str, head: bytes
) -> None:
    one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
    plot(graph, Kind.MATRIX, one)
    plot(graph, Kind.MATRIX, other)
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes().startswith(head)


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_graph_is_a_sentence_and_no_file(kind: Kind, tmp_path: Path) -> None:
    paper = annotated({"id": "1", "title": "Nothing", "abstract": "Nothing at all."})
    with Graph(store([paper], tmp_path / "empty.kg")) as graph, pytest.raises(LoadError) as raised:
        plot(graph, kind, tmp_path / "picture.svg")
    assert "nothing that this plot shows" in str(raised.value)
    assert not (tmp_path / "picture.svg").exists()


@pytest.mark.parametrize("name", ["picture", "picture.gif", "missing/picture.svg"])
def test_a_target_that_cannot_be_written_is_a_sentence(
    graph: Graph, tmp_path: Path, name: str
) -> None:
    with pytest.raises(LoadError, match=f"cannot write .*{name}"):
        plot(graph, Kind.MATRIX, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_graph_is_never_overwritten(birds_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.svg"
    target.write_bytes(birds_file.read_bytes())
    arguments = ["plot", str(birds_file), "-o", str(target)]
    assert isinstance(CliRunner().invoke(cli, arguments).exception, LoadError)
    assert target.read_bytes() == birds_file.read_bytes()


def test_the_command_knows_every_kind() -> None:
    assert set(KINDS) == set(Kind)
