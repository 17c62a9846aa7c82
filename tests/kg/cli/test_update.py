"""``kg fetch``, ``kg update`` and ``kg remove`` as they are typed."""

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from tests.kg.test_updating import day, published
from tests.services import Services, serving

KG = "from kg.cli import main; main()"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Services]:
    monkeypatch.chdir(tmp_path)
    papers = [published(number, day(number // 2)) for number in range(6)]
    with serving(Services(papers, page=3)) as services:
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        yield services


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="kg")


def ids(file: str) -> list[str]:
    return [json.loads(line)["id"] for line in Path(file).read_text().splitlines()]


def test_fetch_a_day_and_then_what_came_since(web: Services) -> None:
    result = kg("fetch", "hf", "--in", "2025-03-01", "-o", "p.jsonl")
    assert (result.exit_code, result.stdout) == (0, "p.jsonl: 2 papers\n")
    assert ids("p.jsonl") == ["2503.00000", "2503.00001"]
    web.asked.clear()
    result = kg("fetch", "hf", "--since", "last", "--until", "2025-03-02", "-o", "p.jsonl")
    assert ids("p.jsonl") == [paper.id for paper in web.papers[:4]]
    assert "2025-02-27" in web.asked[0]  # two days earlier, as papers are listed late


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hf"], "hf gives papers by day: say which with --in or --since"),
        (["arxiv"], "arxiv needs a query, identifiers or a date"),
        (["s2"], "s2 needs a query or identifiers"),
        (["hf", "--since", "last"], "papers.jsonl has nothing of hf yet"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(
    arguments: list[str], said: str, web: Services
) -> None:
    result = kg("fetch", *arguments)
    assert said in str(result.exception)
    assert not web.asked
    assert not Path("papers.jsonl").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere"],
        ["hf", "--in", "spring"],
        ["hf", "--since", "2025-02-30"],
        ["hf", "--in", "2025", "--until", "2025-03-01"],
    ],
)
def test_what_is_not_understood_asks_nobody(arguments: list[str], web: Services) -> None:
    assert kg("fetch", *arguments).exit_code == 2
    assert not web.asked


def test_update_and_remove(web: Services) -> None:
    rules = ("--extractor", "rules")
    result = kg(
        "update", "g.kg", "oai:cs", "--since", "2025-03-01", "--until", "2025-03-03", *rules
    )
    assert result.stdout == "g.kg: 6 papers fetched; 6 added, 0 changed, 0 unchanged\n"
    web.papers[0] = replace(web.papers[0], withdrawn=True, updated=day(4))
    result = kg("update", "g.kg", "--until", str(day(4)))
    assert "left out: oai: withdrawn: 2503.00000" in result.stderr
    assert kg("remove", "g.kg", "2503.00000").stdout == "g.kg: 1 paper removed\n"
    gone = kg("remove", "g.kg", "2503.00000")
    assert str(gone.exception) == "g.kg holds no paper 2503.00000"
    followed = json.loads(Path("g.kg.sources.jsonl").read_text())
    assert followed == {"source": "oai:cs", "last": str(day(4))}
    assert datetime.date.fromisoformat(followed["last"]) > day(3)


def test_an_update_goes_on_as_the_graph_was_made(web: Services) -> None:
    how = ("--extractor", "rules", "--min-confidence", "0.5")
    days = ("--since", str(day(0)), "--until", str(day(1)))
    assert kg("update", "g.kg", "oai:cs", *days, *how).exit_code == 0
    command = [sys.executable, "-c", KG, "update", "g.kg", "--until", str(day(3))]
    asked = len(web.asked)
    environment = {**os.environ, "PAPERKG_OAI_PAUSE": "0.5"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        while len(web.asked) == asked and process.poll() is None:
            time.sleep(0.005)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    again = kg("update", "g.kg", "--until", str(day(3)))
    assert again.stdout == "g.kg: 6 papers fetched; 2 added, 0 changed, 4 unchanged\n"
    kg("update", "once.kg", "oai:cs", "--since", str(day(0)), "--until", str(day(3)), *how)
    for graph in ("g.kg", "once.kg"):
        assert kg("export", graph, f"{graph}.jsonl").exit_code == 0
    assert Path("g.kg.jsonl").read_bytes() == Path("once.kg.jsonl").read_bytes()
