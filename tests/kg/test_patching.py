"""Changes that are worked into a graph: it is then the same as one built at once."""

import random
import time
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from kg.exporting import export
from kg.extraction import Annotated
from kg.graph import Graph
from kg.linking.guidance import Guidance
from kg.patching import keep, ledger_file, update
from kg.pipeline import BuildOptions, build, remove_papers
from kg.replacing import replacing
from kg.store import Store
from tests.conftest import EXAMPLES
from tests.fields import BIRDS, annotated, entity, store
from tests.kg.cli.test_main import start

MORE = [
    annotated(
        {"id": f"2407.0000{n}", "title": "Birds", "abstract": f"{a} (WindBench) beats {b}."},
        entities=[entity("Benchmark", a, "WindBench"), entity("Model", b)],
    )
    for n, (a, b) in enumerate([("Wind Benchmark", "Heron-7B"), ("Wing Bend", "Heron-13B")])
]
FIELD = [*BIRDS, *MORE]


def exported(graph: Path) -> bytes:
    target = graph.with_suffix(".jsonl")
    with Graph(graph) as opened:
        export(opened, target)
    return target.read_bytes()


def whole(papers: Sequence[Annotated], folder: Path) -> bytes:
    """The export of the graph of ``papers``, made at once."""
    return exported(store(papers, folder / f"whole-{len(list(folder.iterdir()))}.kg"))


def change(graph: Path, gone: Collection[str] = (), come: Sequence[Annotated] = ()) -> None:
    with replacing(graph) as draft, Store(graph) as old:
        ledger = update(old, draft, Guidance(), gone, come)
    keep(ledger, graph, Guidance())


def test_papers_that_come_and_go(tmp_path: Path) -> None:
    graph = store(FIELD[:2], tmp_path / "g.kg")
    change(graph, come=FIELD[2:])
    assert exported(graph) == whole(FIELD, tmp_path)
    change(graph, gone=[FIELD[0][0].id, FIELD[4][0].id])
    assert exported(graph) == whole([*FIELD[1:4], FIELD[5]], tmp_path)
    change(graph, come=[FIELD[0], FIELD[4]])
    assert exported(graph) == whole(FIELD, tmp_path)


def test_a_paper_that_changes(tmp_path: Path) -> None:
    graph = store(FIELD, tmp_path / "g.kg")
    paper, annotation = FIELD[1]
    other = FIELD[5][1].model_copy(update={"paper": paper.id})
    later = paper.model_copy(update={"abstract": "Wing Bend (WindBench) beats Heron-13B."})
    change(graph, come=[(later, other)])
    assert exported(graph) == whole([FIELD[0], (later, other), *FIELD[2:]], tmp_path)
    change(graph, come=[(paper, annotation)])
    assert exported(graph) == whole(FIELD, tmp_path)


def test_what_the_linker_kept_may_be_lost_or_broken_or_of_another_graph(tmp_path: Path) -> None:
    graph = store(FIELD[:3], tmp_path / "g.kg")
    change(graph, come=FIELD[3:4])
    kept, earlier = ledger_file(graph), graph.read_bytes()
    kept.write_bytes(b"no database")
    change(graph, come=FIELD[4:5])
    graph.write_bytes(earlier)  # as from a backup
    change(graph, come=FIELD[4:5])
    kept.unlink()
    change(graph, come=FIELD[5:])
    assert exported(graph) == whole(FIELD, tmp_path)


def test_a_small_change_of_a_large_graph_is_worked_in(examples_graph: Path, tmp_path: Path) -> None:
    graph, options = tmp_path / "g.kg", BuildOptions()
    graph.write_bytes(examples_graph.read_bytes())
    with Graph(graph) as opened:
        papers = [paper.id for paper, _ in opened.annotated()]
    assert remove_papers(graph, papers[:1]) == 1
    assert ledger_file(graph).exists()
    report = build([EXAMPLES / "daily-papers.txt", EXAMPLES / "benchmarks.jsonl"], graph, options)
    assert report.added == 1
    assert exported(graph) == exported(examples_graph)


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_change_leaves_the_last_good_graph_to_its_readers(
    examples_graph: Path, tmp_path: Path, seed: int
) -> None:
    graph = tmp_path / "g.kg"
    graph.write_bytes(examples_graph.read_bytes())
    paper = tmp_path / "new.jsonl"
    paper.write_text('{"id": "9", "title": "Wagtail", "abstract": "Wagtail is a model."}')
    before = exported(graph)
    with Graph(graph) as reader:
        process = start("build", paper, "--into", graph, "--extractor", "rules", "-q")
        draft = tmp_path / ".g.kg.draft"
        while not draft.exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(random.Random(seed).uniform(0, 0.5))
        process.kill()
        process.communicate()
        assert len(list(reader.annotated())) == 38
    after = exported(graph)
    build([paper], graph, BuildOptions(extractor="rules"))
    assert after in (before, exported(graph))
    assert not draft.exists()
    assert remove_papers(graph, ["9"]) == 1
    assert exported(graph) == before
