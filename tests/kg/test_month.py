"""A month of daily updates, each killed once, makes the graph that one build makes."""

import gzip
import json
import random
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kg.exporting import export
from kg.fetching.followed import followed_by
from kg.graph import Graph
from kg.pipeline import BuildOptions, build
from tests import services as faulty
from tests.daily import EXTRACTOR, SOURCE, run_update
from tests.kg.test_updating import FIRST, day, published
from tests.services import Published, Services, serving, status

FAULTS = (status(503, "0"), status(429), faulty.cut, faulty.short, faulty.garbage, faulty.silent)
DAYS = 30
A_DAY = 2


def month(shared: Path | None) -> list[Published]:
    """Some papers for each day of a month: made up, unless there are others."""
    made_up = [published(number, day(number // A_DAY)) for number in range(DAYS * A_DAY)]
    if shared is None:
        return made_up
    with gzip.open(shared / "corpus" / "unlabelled.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = map(json.loads, islice(lines, len(made_up)))
        return [
            replace(paper, title=" ".join(text["title"].split()), abstract=text["abstract"])
            for paper, text in zip(made_up, texts, strict=True)
        ]


def test_a_month_of_killed_updates_is_one_build(tmp_path: Path, shared_folder: Path | None) -> None:
    with serving(Services(page=2)) as web:
        run_month(web, tmp_path, month(shared_folder))


def run_month(web: Services, folder: Path, papers: list[Published]) -> None:
    chance = random.Random(1)
    graph = folder / "g.kg"
    takes, killed = 2.0, 0

    for number in range(DAYS):
        today = day(number)
        web.papers += [paper for paper in papers if paper.date == today]
        if number % 4 == 3:  # a new version of an older paper
            old = chance.randrange(len(web.papers))
            revised = f"{web.papers[old].abstract} It was revised on {today}."
            web.papers[old] = replace(web.papers[old], abstract=revised, updated=today)
        asked = web.environment(), graph, (None if number else FIRST, today)
        web.asked.clear()
        web.faults = [chance.choice([None, None, *FAULTS]) for _ in range(3)]
        faults = sum(fault is not None for fault in web.faults)
        run_update(*asked, limit=chance.uniform(0.0, takes))
        followed = followed_by(graph).get(SOURCE)
        if followed and followed.last == today:
            continue  # it was done before it could be killed
        killed += 1
        start = time.monotonic()
        assert run_update(*asked) == 0
        takes = time.monotonic() - start
        # A request under way when the process died is asked again, and no other that was answered.
        assert len(web.asked) - len(set(web.asked)) <= faults + 1
    assert killed > DAYS / 3
    lines = [
        {
            name: getattr(paper, name)
            for name in ("id", "title", "abstract", "authors", "categories")
        }
        | {"date": str(paper.date)}
        for paper in web.papers
    ]
    source, once = folder / "papers.jsonl", folder / "once.kg"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    build([source], once, BuildOptions(extractor=EXTRACTOR))
    assert exported(graph) == exported(once)


def exported(graph: Path) -> bytes:
    """Nodes and edges as JSON lines."""
    target = graph.with_suffix(".jsonl")
    with Graph(graph) as opened:
        export(opened, target)
    return target.read_bytes()
