"""A graph follows its sources: what is new comes in, what has changed is replaced."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import FetchError
from kg.exporting import export
from kg.fetching.followed import Followed, followed_by, followed_file
from kg.graph import Graph
from kg.pipeline import BuildOptions, remove_papers
from kg.updating import Window, update
from tests.services import Published, Services, serving, status

RULES = BuildOptions(extractor="rules")
FIRST = datetime.date(2025, 3, 1)
BENCHMARKS = ("WindBench", "SkyQA", "GustEval", "CirrusNet")


def day(number: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=number)


def published(number: int, date: datetime.date) -> Published:
    """A made-up paper that names things which other papers name, too."""
    made, base = f"Kite{number}Net", f"Kite{number * 7 % (number + 1)}Net"
    benchmark = BENCHMARKS[number % len(BENCHMARKS)]
    return Published(
        id=f"2503.{number:05}",
        title=f"{made}: a model for gliding {number % 5}",
        abstract=f"We present {made}, which builds on {base} (KN). {made} outperforms {base} on "
        f"{benchmark}, where it has an accuracy of {50 + number % 49}.{number % 10}%.",
        date=date,
        updated=date,
    )


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    with serving(Services(page=3)) as services:
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        yield services


def exported(graph: Path) -> bytes:
    """Nodes and edges as JSON lines."""
    target = graph.with_suffix(".jsonl")
    with Graph(graph) as opened:
        export(opened, target)
    return target.read_bytes()


def test_a_graph_remembers_its_sources_and_how_far_they_are(web: Services, tmp_path: Path) -> None:
    graph = tmp_path / "g.kg"
    web.papers = [published(number, day(number // 2)) for number in range(6)]
    report = update(graph, ["arxiv:cs.CL"], RULES, Window(day(0), day(2)))
    assert (report.fetched.papers, report.built.added) == (6, 6)
    assert followed_by(graph) == {"arxiv:cs.CL": Followed(source="arxiv:cs.CL", last=day(2))}
    web.papers.append(published(9, day(3)))
    web.asked.clear()
    report = update(graph, [], RULES, Window(until=day(3)))
    assert (report.built.added, report.built.changed, report.built.unchanged) == (1, 0, 6)
    assert followed_by(graph)["arxiv:cs.CL"].last == day(3)


def test_a_new_version_takes_the_place_of_the_old_one(web: Services, tmp_path: Path) -> None:
    graph = tmp_path / "g.kg"
    web.papers = [published(number, day(0)) for number in range(4)]
    update(graph, ["arxiv:cs.CL"], RULES, Window(day(0), day(0)))
    changed = "We present SoupNet. SoupNet outperforms Kite2Net on SoupBench."
    web.papers[2] = replace(web.papers[2], abstract=changed, title="SoupNet", updated=day(5))
    report = update(graph, [], RULES, Window(until=day(5)))
    assert report.built.changed == 1
    at_once = tmp_path / "once.kg"
    update(at_once, ["arxiv:cs.CL"], RULES, Window(day(0), day(5)))
    assert exported(graph) == exported(at_once)
    assert b"SoupBench" in exported(graph)
    assert b"We present Kite2Net" not in exported(graph)


def test_what_is_removed_leaves_nothing_behind(web: Services, tmp_path: Path) -> None:
    graph, without = tmp_path / "g.kg", tmp_path / "without.kg"
    web.papers = [published(number, day(0)) for number in range(4)]
    update(graph, ["arxiv:cs.CL"], RULES, Window(day(0), day(0)))
    assert remove_papers(graph, ["2503.00001", "2503.99999"]) == 1
    del web.papers[1]
    update(without, ["arxiv:cs.CL"], RULES, Window(day(0), day(0)))
    assert exported(graph) == exported(without)


def test_files_are_followed_beside_services(web: Services, tmp_path: Path) -> None:
    graph, folder = tmp_path / "g.kg", tmp_path / "papers"
    folder.mkdir()
    line = {"id": "a", "title": "HeronNet", "abstract": "HeronNet outperforms KiteNet on SkyQA."}
    (folder / "a.jsonl").write_text(json.dumps(line))
    web.papers = [published(1, day(0))]
    update(graph, [str(folder), "hf"], RULES, Window(day(0), day(0)))
    (folder / "b.jsonl").write_text(json.dumps({**line, "id": "b"}))
    assert update(graph, [], RULES, Window(until=day(0))).built.added == 1


def test_a_new_service_needs_a_first_day(tmp_path: Path) -> None:
    with pytest.raises(
        FetchError, match=r"arxiv:cs\.CL is new: say from which day on with --since"
    ):
        update(tmp_path / "g.kg", ["arxiv:cs.CL"], RULES)
    with pytest.raises(FetchError, match="follows no sources yet"):
        update(tmp_path / "g.kg", [], RULES)
    assert not list(tmp_path.glob("g.kg*"))


def test_one_service_that_fails_does_not_hold_up_the_others(web: Services, tmp_path: Path) -> None:
    graph = tmp_path / "g.kg"
    web.papers = [published(1, day(0))]
    web.faults = [status(403)]
    with pytest.raises(FetchError, match="s2 refuses with 403"):
        update(graph, ["s2:kites", "hf"], RULES, Window(day(0), day(0)))
    with Graph(graph) as opened:
        assert opened.query("MATCH (p:Paper) RETURN count(*) AS n") == [{"n": 1}]
    assert not followed_file(graph).exists()  # so that the next one begins at the same day
    asked = len(web.asked)
    update(graph, ["s2:kites", "hf"], RULES, Window(day(0), day(0)))
    assert all("/s2/" in path for path in web.asked[asked:])
