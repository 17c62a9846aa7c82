"""Whole builds: what the graph holds does not depend on how it came about."""

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import Any

import pytest

import kg.plugins
from kg.errors import PluginError, SourceError
from kg.exporting import export
from kg.graph import Graph
from kg.pipeline import BuildOptions, BuildReport, build, remove_papers
from kg.plugins import Extractor
from kg.records import Annotation, Paper, Rejected

PAGE = Path(__file__).parents[2] / "examples" / "benchmarks.jsonl"
RULES = BuildOptions(extractor="rules")

Fields = dict[str, Any]


@pytest.fixture(scope="module")
def papers() -> list[Fields]:
    return [json.loads(line) for line in PAGE.read_text(encoding="utf-8").splitlines()]


def written(papers: Sequence[Fields], path: Path) -> Path:
    lines = (json.dumps(paper) for paper in papers)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def counts(report: BuildReport) -> tuple[int, int, int]:
    return report.added, report.changed, report.unchanged


def exported(graph: Path) -> bytes:
    target = graph.with_suffix(".jsonl")
    with Graph(graph) as opened:
        export(opened, target)
    return target.read_bytes()


@pytest.fixture(scope="module")
def whole(papers: list[Fields], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of the graph of all papers, built at once."""
    folder = tmp_path_factory.mktemp("whole")
    build([written(papers, folder / "all.jsonl")], folder / "all.kg", RULES)
    return exported(folder / "all.kg")


def test_the_same_papers_again_change_nothing(papers: list[Fields], tmp_path: Path) -> None:
    source, graph = written(papers, tmp_path / "p.jsonl"), tmp_path / "g.kg"
    assert counts(build([source], graph, RULES)) == (len(papers), 0, 0)
    before = graph.read_bytes()
    assert counts(build([source], graph, RULES)) == (0, 0, len(papers))
    assert graph.read_bytes() == before


def test_the_order_of_papers_does_not_matter(
    papers: list[Fields], whole: bytes, tmp_path: Path
) -> None:
    build([written(papers[::-1], tmp_path / "p.jsonl")], tmp_path / "g.kg", RULES)
    assert exported(tmp_path / "g.kg") == whole


def test_extending_is_building_at_once(papers: list[Fields], whole: bytes, tmp_path: Path) -> None:
    graph = tmp_path / "g.kg"
    for number, part in enumerate((papers[7:], papers[:4], papers[2:9])):
        build([written(part, tmp_path / f"{number}.jsonl")], graph, RULES)
    assert exported(graph) == whole


def test_a_changed_abstract_takes_the_place_of_the_old(
    papers: list[Fields], whole: bytes, tmp_path: Path
) -> None:
    graph = tmp_path / "g.kg"
    abstract = "We present WagtailNet, a method for bird song recognition. It outperforms BERT."
    changed = [{**papers[0], "abstract": abstract}, *papers[1:]]
    build([written(changed, tmp_path / "changed.jsonl")], graph, RULES)
    assert b"WagtailNet" in exported(graph)
    report = build([written(papers, tmp_path / "p.jsonl")], graph, RULES)
    assert counts(report) == (0, 1, len(papers) - 1)
    assert exported(graph) == whole


def test_removed_papers_leave_nothing_behind(papers: list[Fields], tmp_path: Path) -> None:
    build([written(papers, tmp_path / "all.jsonl")], tmp_path / "g.kg", RULES)
    gone = [papers[0]["id"], papers[3]["id"]]
    kept = [paper for paper in papers if paper["id"] not in gone]
    build([written(kept, tmp_path / "kept.jsonl")], tmp_path / "kept.kg", RULES)
    assert remove_papers(tmp_path / "g.kg", [*gone, "not there"]) == len(gone)
    assert exported(tmp_path / "g.kg") == exported(tmp_path / "kept.kg")
    before = (tmp_path / "g.kg").read_bytes()
    assert remove_papers(tmp_path / "g.kg", gone) == 0
    assert (tmp_path / "g.kg").read_bytes() == before


def test_papers_that_come_back_make_the_same_graph(
    papers: list[Fields], whole: bytes, tmp_path: Path
) -> None:
    source, graph = written(papers, tmp_path / "all.jsonl"), tmp_path / "g.kg"
    build([source], graph, RULES)
    assert remove_papers(graph, {paper["id"] for paper in papers}) == len(papers)
    with Graph(graph) as opened:
        assert opened.size() == (0, 0)
    build([source], graph, RULES)
    assert exported(graph) == whole


def test_an_export_builds_the_same_graph(whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_bytes(whole)
    # No extractor of this name: the annotations come with the papers.
    build([tmp_path / "export.jsonl"], tmp_path / "g.kg", BuildOptions(extractor="none"))
    assert exported(tmp_path / "g.kg") == whole


def test_given_annotations_go_before_extraction(papers: list[Fields], tmp_path: Path) -> None:
    source, graph = written(papers[:2], tmp_path / "p.jsonl"), tmp_path / "g.kg"
    name = papers[0]["title"].split()[0].strip(":")
    entity = {"id": "e1", "type": "Task", "name": name, "surface": [name]}
    rest: Fields = {"relations": [], "results": []}
    good = {"id": papers[0]["id"], "entities": [entity], **rest}
    bad = {"id": papers[1]["id"], "entities": [{**entity, "surface": ["not there"]}], **rest}
    given = written([good, bad], tmp_path / "given.jsonl")
    report = build([source], graph, BuildOptions(extractor="rules", annotations=[given]))
    (complaint,) = report.bad_annotations
    assert "is not in the text" in complaint
    with Graph(graph) as opened:
        annotations = {paper.id: annotation for paper, annotation in opened.annotated()}
    assert [e.type for e in annotations[papers[0]["id"]].entities] == ["Task"]
    assert len(annotations[papers[1]["id"]].entities) > 1


def test_what_is_unsure_is_left_out(papers: list[Fields], tmp_path: Path) -> None:
    source = written(papers, tmp_path / "p.jsonl")
    sure = BuildOptions(extractor="rules", min_confidence=0.8)
    build([source], tmp_path / "sure.kg", sure)
    build([source], tmp_path / "all.kg", RULES)
    with Graph(tmp_path / "sure.kg") as some, Graph(tmp_path / "all.kg") as more:
        assert 0 < some.size()[1] < more.size()[1]
        annotations = [annotation for _, annotation in some.annotated()]
    assert all(entity.confidence >= 0.8 for a in annotations for entity in a.entities)
    assert all(relation.confidence >= 0.8 for a in annotations for relation in a.relations)


def test_sources_without_a_paper_make_no_graph(tmp_path: Path) -> None:
    source = written([{"id": "1", "title": "Nothing more", "abstract": ""}], tmp_path / "p.jsonl")
    with pytest.raises(SourceError, match="there is no paper in"):
        build([source], tmp_path / "g.kg", RULES)
    assert not (tmp_path / "g.kg").exists()


def evens() -> Extractor:
    """An extractor that reads no paper with an odd number of letters."""

    def extract(papers: Iterable[Paper]) -> Iterator[Annotation | Rejected]:
        for paper in papers:
            odd = len(paper.abstract) % 2
            yield Rejected(reason="odd: it is") if odd else Annotation(paper=paper.id)

    return extract


@pytest.fixture
def with_evens(monkeypatch: pytest.MonkeyPatch) -> BuildOptions:
    """Offer it by name."""
    point = EntryPoint("evens", f"{__name__}:evens", kg.plugins.EXTRACTORS)
    offered = [*kg.plugins.entry_points(group=kg.plugins.READERS), point]
    monkeypatch.setattr(kg.plugins, "entry_points", EntryPoints(offered).select)
    return BuildOptions(extractor="evens")


def test_papers_that_cannot_be_read_are_left_out_and_reported(
    with_evens: BuildOptions, tmp_path: Path
) -> None:
    def sources(*abstracts: str) -> Sequence[Path]:
        papers = [{"id": f"p{n}", "title": "T", "abstract": a} for n, a in enumerate(abstracts)]
        return [written(papers, tmp_path / "p.jsonl")]

    def texts() -> dict[str, str]:
        with Graph(tmp_path / "g.kg") as graph:
            return {paper.id: paper.abstract for paper, _ in graph.annotated()}

    report = build(sources("Even", "Odd", "Four"), tmp_path / "g.kg", with_evens)
    assert counts(report) == (2, 0, 0)
    assert report.read.reasons == {"odd": 1}
    assert [str(each) for each in report.read.rejections] == ["p1: odd: it is"]
    assert texts() == {"p0": "Even", "p2": "Four"}
    # What has become unreadable stays as it was; what can be read now comes in.
    report = build(sources("Seven", "Even", "Twenty"), tmp_path / "g.kg", with_evens)
    assert counts(report) == (1, 1, 0)
    assert texts() == {"p0": "Even", "p1": "Even", "p2": "Twenty"}


def test_not_one_paper_that_can_be_read_is_no_graph(
    with_evens: BuildOptions, tmp_path: Path
) -> None:
    source = written([{"id": "p", "title": "T", "abstract": "Odd"}], tmp_path / "p.jsonl")
    with pytest.raises(PluginError, match="'evens' could read no paper: odd: it is"):
        build([source], tmp_path / "g.kg", with_evens)
    assert not (tmp_path / "g.kg").exists()
