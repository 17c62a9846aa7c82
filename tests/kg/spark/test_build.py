"""The graph of Spark is that of one machine, node for node and edge for edge."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.dataset as ds
import pytest
from pyspark.sql import SparkSession

from kg.columns import edge_from_row, node_from_row
from kg.errors import GraphError, PaperkgError, PluginError
from kg.exporting import export
from kg.graph import Graph
from kg.linking.decisions import Decision
from kg.linking.guidance import Guidance, keep_guidance
from kg.linking.lexicon import Entry
from kg.pipeline import BuildOptions, BuildReport
from kg.pipeline import build as build_here
from kg.records import PaperNode
from kg.schema import EntityType
from kg.spark import Size, build
from loaders import csv as csv_loader
from tests.conftest import EXAMPLES
from tests.graphs import MemoryGraph
from tests.kg.spark.literature import literature

pytestmark = pytest.mark.usefixtures("spark")

BROKEN = {"id": "b1", "title": "An unreadable paper", "abstract": "It has no end"}
ILLEGIBLE = {"id": "b3", "title": "An illegible paper", "abstract": "It has no ink"}
DEADLY = {"id": "b2", "title": "A deadly paper", "abstract": "We present Adder, a model."}
GUIDANCE = Guidance(
    lexicon=(Entry(type=EntityType.MODEL, name="SAM", aliases=("cut anything",)),),
    decisions=(
        Decision(verdict="same", names=("Kite", "Wader5x")),
        Decision(verdict="different", names=("F1", "F1-score")),
    ),
)


class Built(NamedTuple):
    """Both graphs: the folder of Spark and the file of this machine."""

    folder: Path
    file: Path
    report: BuildReport
    here: BuildReport
    size: Size


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def annotated(papers: int) -> Iterator[dict[str, Any]]:
    """The lines of an export that hold papers with their annotations."""
    for paper, annotation in literature(papers):
        node = PaperNode.of(paper, annotation)
        yield {"kind": "node", "label": "Paper", **node.model_dump(mode="json")}


@pytest.fixture(scope="module")
def built(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("both")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "daily.txt").write_bytes((EXAMPLES / "daily-papers.txt").read_bytes())
    lines = (EXAMPLES / "benchmarks.jsonl").read_text("utf-8").splitlines()
    papers = [json.loads(line) for line in lines]
    write(sources / "papers.jsonl", [*papers, DEADLY])
    write(sources / "repeated.jsonl", [papers[0], {**papers[1], "abstract": "Another."}, {"id": 1}])
    write(sources / "literature.jsonl", list(annotated(150)))
    (sources / "notes.pdf").write_bytes(b"%PDF-1.7")
    name = papers[2]["title"].split()[0].strip(":")
    entity = {"id": "e1", "type": "Task", "name": name, "surface": [name]}
    rest: dict[str, Any] = {"relations": [], "results": []}
    given = write(
        folder / "given.jsonl",
        [
            {"id": papers[2]["id"], "entities": [entity], **rest},
            {"id": papers[3]["id"], "entities": [{**entity, "surface": ["not there"]}], **rest},
        ],
    )
    for graph in (folder / "spark", folder / "here.kg"):
        keep_guidance(graph, GUIDANCE)
    here = build_here([sources], folder / "here.kg", BuildOptions("rules", [given]))
    with (sources / "papers.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(paper)}\n" for paper in (BROKEN, ILLEGIBLE))
    report, size = build([sources], folder / "spark", BuildOptions("fragile", [given]))
    return Built(folder / "spark", folder / "here.kg", report, here, size)


def table(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ds.dataset(folder, partitioning="hive").to_table().to_pylist()
    return rows


def graph_of(folder: Path) -> MemoryGraph:
    """The graph in the Parquet files of a folder."""
    nodes = [
        node_from_row(row["label"], row)
        for name in ("papers", "entities", "results")
        for row in table(folder / "parquet" / name)
    ]
    edges = [
        edge_from_row(row["head"], row["label"], row["tail"], row)
        for row in table(folder / "parquet" / "edges")
    ]
    return MemoryGraph(nodes, edges)


def test_the_graph_is_that_of_one_machine(built: Built, tmp_path: Path) -> None:
    export(graph_of(built.folder), tmp_path / "spark.jsonl")
    with Graph(built.file) as graph:
        export(graph, tmp_path / "here.jsonl")
        assert built.size == graph.size()
    spark, here = (
        (tmp_path / name).read_text("utf-8").splitlines() for name in ("spark.jsonl", "here.jsonl")
    )
    assert spark == here
    assert len(here) > 1000


def test_the_import_folder_is_the_export_in_parts(built: Built, tmp_path: Path) -> None:
    with Graph(built.file) as graph:
        csv_loader.load(graph, tmp_path / "csv")
    for whole in (tmp_path / "csv").glob("*.csv"):
        header, *rows = read(whole)
        parts = [read(part) for part in sorted((built.folder / "neo4j" / whole.stem).glob("*.csv"))]
        assert all(part[0] == header for part in parts)
        assert sorted(row for part in parts for row in part[1:]) == sorted(rows), whole.stem
        named = rf"='{whole.stem}/part-.*\.csv'"
        readme = (built.folder / "neo4j" / "README.txt").read_text("utf-8")
        assert (named in readme) == bool(rows), "the command names what is there"


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_worker_that_died_has_left_nothing_out(built: Built, plugins: Path) -> None:
    assert (plugins / "killed").exists()
    assert "paper:b2" in {row["key"] for row in table(built.folder / "parquet" / "papers")}


def test_what_was_left_out_is_told(built: Built) -> None:
    report, here = built.report, built.here
    broke = ("b1", None, "the extractor 'fragile' failed: RuntimeError('no idea what this is')")
    rejected = ("b3", None, "illegible: the ink has run")
    assert set(report.read.rejections) == {*here.read.rejections, broke, rejected}
    kinds = (reason.partition(":")[0] for _, _, reason in (broke, rejected))
    assert report.read.reasons == here.read.reasons + Counter(kinds)
    assert report.read.failed == here.read.failed
    assert report.bad_annotations == here.bad_annotations
    assert all((here.read.doubles, here.read.failed, here.bad_annotations))


def test_nothing_is_left_behind_but_the_graph(built: Built) -> None:
    assert {path.name for path in built.folder.iterdir()} == {"parquet", "neo4j"}
    beside = {path.name for path in built.folder.parent.glob("*spark*")}
    assert {"spark", "spark.decisions.jsonl", "spark.lexicon.jsonl"} <= beside
    assert all(name.endswith(".lock") for name in beside if name.startswith("."))


@pytest.mark.parametrize(
    ("source", "extractor", "reason"),
    [
        ("-", "rules", "cannot read standard input"),
        ("missing.jsonl", "rules", "there is no file or folder"),
        ("empty.jsonl", "rules", "it is empty"),
        ("nothing.jsonl", "rules", "there is no paper in"),
        ("paper.jsonl", "unheard", "there is no extractor called 'unheard'"),
    ],
)
def test_what_cannot_be_built_is_one_sentence(
    source: str, extractor: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "empty.jsonl").touch()
    write(tmp_path / "nothing.jsonl", [{"id": "1", "title": "Nothing more", "abstract": ""}])
    write(tmp_path / "paper.jsonl", [BROKEN])
    named = source if source == "-" else tmp_path / source
    with pytest.raises(PaperkgError, match=reason) as raised:
        build([named], tmp_path / "graph", BuildOptions(extractor))
    assert "\n" not in str(raised.value)
    assert {path.name for path in tmp_path.iterdir()} == {
        *("empty.jsonl", "nothing.jsonl", "paper.jsonl")
    }


def test_an_extractor_that_asks_another_machine_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("PAPERKG_LLM_MODEL", "parrot-7b")
    with pytest.raises(PluginError, match="'llm' asks another machine and does not run on Spark"):
        build([EXAMPLES], tmp_path / "graph", BuildOptions("llm"))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(GraphError, match="Spark builds into a new folder"):
        build([EXAMPLES], tmp_path, BuildOptions("rules"))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
