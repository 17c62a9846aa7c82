"""What is new is found by the papers that say it, and written down without loss."""

import datetime
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.extraction import Annotated
from kg.graph import Graph
from kg.news.bests import direction
from kg.news.finding import diff, news
from kg.news.items import Item, Kind, News
from kg.news.rising import Counts, Window, rising
from kg.news.writing import WRITERS, to_markdown
from tests.fields import BIRDS, annotated, entity, store

SINCE = datetime.date(2025, 1, 6)


def result(number: int, model: str, metric: str, text: str, value: str, new: bool) -> Annotated:
    """A paper with one result on SkyBench."""
    date = SINCE + datetime.timedelta(days=number if new else -7 * number - 1)
    return annotated(
        {
            "id": f"2501.{number + 100 * new:05}",
            "title": f"{model} flies",
            "abstract": f"{model} on SkyBench: {text}.",
            "date": date,
            "url": f"https://example.org/{number}?a=1&b=2",
        },
        entities=[
            entity("Model", model),
            entity("Benchmark", "SkyBench"),
            entity("Metric", metric),
        ],
        results=[{"subject": model, "on": "SkyBench", "metric": metric, "value": value}],
    )


def level(number: int, model: str, metric: str, value: str, new: bool = False) -> Annotated:
    return result(number, model, metric, f"the {metric} is {value}", value, new)


def best_of(papers: list[Annotated], folder: Path) -> list[str]:
    with Graph(store(papers, folder / "g.kg")) as graph:
        return [item.text for item in news(graph, SINCE).of(Kind.BEST)]


def test_news_of_the_birds(birds: Graph) -> None:
    found = news(birds, datetime.date(2024, 3, 1))
    assert found.papers == 2
    assert [(item.kind, item.text, item.origin.paper) for item in found.items] == [
        (Kind.METHOD, "Kite (Model)", "2403.00002"),
        (
            Kind.BEST,
            "Kite: 71.5% accuracy on WindBench (before: 65.0%, Heron)",
            "2403.00002",
        ),
    ]
    best = found.items[-1]
    assert best.nodes == ("model:kite", "benchmark:windbench", "metric:accuracy")
    assert best.origin.sentence == (
        "Kite outperforms Heron on WindBench, with an accuracy of 71.5%."
    )
    assert all(item.origin.sentence for item in found.items)


def test_a_link_is_new_where_both_names_are_known(tmp_path: Path) -> None:
    papers = [
        *BIRDS,
        annotated(
            {
                "id": "2501.00007",
                "title": "Heron again",
                "abstract": "Heron is good at long-text summarization.",
                "date": SINCE,
            },
            entities=[entity("Model", "Heron"), entity("Task", "long-text summarization")],
            relations=[["Heron", "ADDRESSES", "long-text summarization"]],
        ),
    ]
    with Graph(store(papers, tmp_path / "g.kg")) as graph:
        (item,) = news(graph, SINCE).items
    assert (item.kind, item.text) == (Kind.LINK, "Heron addresses long-text summarization")
    assert item.origin.sentence == "Heron is good at long-text summarization."


def test_a_difference_is_what_the_papers_that_came_say(tmp_path: Path, birds: Graph) -> None:
    with Graph(store(BIRDS[:1], tmp_path / "old.kg")) as old:
        assert diff(old, birds).items == news(birds, datetime.date(2024, 3, 1)).items
    assert diff(birds, birds).items == ()


@pytest.mark.parametrize(
    ("metric", "before", "now", "is_best"),
    [
        ("accuracy", "70%", "71%", True),
        ("accuracy", "70%", "69%", False),
        ("accuracy", "70%", "70%", False),
        ("accuracy", "70", "71%", True),
        ("accuracy", "0.8", "71", False),  # a fraction is no percentage
        ("word error rate", "7.1%", "6.9%", True),
        ("word error rate", "7.1%", "9.9%", False),
        ("perplexity", "20.5", "18.1", True),
        ("latency", "20 ms", "3 s", False),  # nor are seconds milliseconds
        ("flappiness", "1", "2", False),  # who knows
    ],
)
def test_the_best_value_by_direction_and_scale(
    metric: str, before: str, now: str, is_best: bool, tmp_path: Path
) -> None:
    papers = [level(1, "Heron", metric, before), level(2, "Kite", metric, now, new=True)]
    said = f"Kite: {now} {metric} on SkyBench (before: {before}, Heron)"
    assert best_of(papers, tmp_path) == [said] * is_best


def test_metrics_are_not_mixed(tmp_path: Path) -> None:
    papers = [level(1, "Heron", "accuracy", "70%"), level(2, "Kite", "F1", "90%", new=True)]
    assert best_of(papers, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the accuracy rises by 80.5%", "80.5%"),
        ("an 80.5% improvement in accuracy", "80.5%"),
        ("accuracy goes up by more than 80.5%", "80.5%"),
        ("accuracy +80.5%", "+80.5%"),
        (r"accuracy $+80.5\%$", r"$+80.5\%$"),
        (r"the accuracy rises by $80.5\%$", r"$80.5\%$"),
    ],
)
def test_a_change_is_no_value(text: str, value: str, tmp_path: Path) -> None:
    papers = [
        level(1, "Heron", "accuracy", "70%"),
        result(2, "Kite", "accuracy", text, value, new=True),
    ]
    assert best_of(papers, tmp_path) == []


@pytest.mark.parametrize(
    ("metric", "sign"),
    [
        ("accuracy", 1),
        ("macro-F1", 1),
        ("mean average precision", 1),
        ("BLEU", 1),
        ("equal error rate", -1),
        ("RMSE", -1),
        ("validation loss", -1),
        ("diversity", 0),
    ],
)
def test_directions(metric: str, sign: int) -> None:
    assert direction(metric) == sign


def test_a_name_rises_against_its_own_past() -> None:
    counts = {
        "steady": Counts(10, 100),
        "rising": Counts(10, 8),
        "falling": Counts(1, 100),
        "rare": Counts(2, 1),
        "new": Counts(10, 0),
    }
    assert rising(counts, Window(100, 1.0), Window(1000, 10.0)) == ["rising"]
    # Three times the papers, and three times those of every name: nothing rises.
    assert rising({"a": Counts(30, 10), "b": Counts(15, 5)}, Window(300, 1), Window(100, 1)) == []
    assert rising(counts, Window(100, 1.0), Window(0, None)) == []


def test_rises_by_chance_are_few() -> None:
    """Of names that do not rise, no more are found than the procedure lets pass."""
    counts = {f"n{k}": Counts(k % 7, 10 * (k % 7) + 1) for k in range(500)}
    assert rising(counts, Window(100, 1.0), Window(1000, 10.0)) == []


def test_rising_names_are_told_with_papers_a_week(tmp_path: Path) -> None:
    def paper(number: int, date: datetime.date, name: str) -> Annotated:
        fields: dict[str, Any] = {"id": f"x{number}", "title": f"On {name}", "date": date}
        return annotated({**fields, "abstract": "Yes."}, entities=[entity("Method", name)])

    past = [
        paper(n, SINCE - datetime.timedelta(days=n + 1), "Soar" if n % 20 == 0 else "Glide")
        for n in range(70)
    ]
    fresh = [paper(100 + n, SINCE + datetime.timedelta(days=n), "Soar") for n in range(7)]
    with Graph(store(past + fresh, tmp_path / "g.kg")) as graph:
        (item,) = news(graph, SINCE).items
    assert (item.kind, item.text) == (Kind.RISE, "Soar: 7.0 papers a week, 0.4 before")
    assert (item.origin.paper, item.origin.sentence) == ("x106", "On Soar")


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def wild(tmp_path: Path) -> News:
    """News with all that markup could trip over."""
    papers = [
        level(1, "Heron", "accuracy", "70%"),
        level(2, "Kite_*<b>x</b>", "accuracy", "90%", new=True),
    ]
    with Graph(store(papers, tmp_path / "w.kg")) as graph:
        return news(graph, SINCE)


def test_the_feed_is_atom_with_stable_ids(wild: News, tmp_path: Path) -> None:
    feed = ET.fromstring(WRITERS["atom"](wild))
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{needed}")) == 1
        datetime.datetime.fromisoformat(element.findtext(f"{ATOM}updated", ""))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "paperkg"
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
    assert len(ids) == len(set(ids)) == len(wild.items) > 0
    assert all(each.startswith("urn:uuid:") for each in ids)
    later = wild.model_copy(update={"since": None, "papers": 99})
    again = ET.fromstring(WRITERS["atom"](later)).iter(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in again] == ids
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://example.org/2?a=1&b=2"


def test_markdown_takes_nothing_of_a_paper_for_markup(wild: News) -> None:
    text = to_markdown(wild)
    assert r"Kite\_\*\<b\>x\</b\>" in text
    assert "<b>" not in text
    assert "[Kite\\_\\*\\<b\\>x\\</b\\> flies](<https://example.org/2?a=1&b=2>)" in text


def test_markdown_takes_no_identifier_for_markup(wild: News) -> None:
    item = wild.items[0]
    hostile = item.origin.model_copy(update={"paper": "[click](http://x) <i>"})
    news = wild.model_copy(update={"items": (item.model_copy(update={"origin": hostile}),)})
    assert r", \[click\](http://x) \<i\>, " in to_markdown(news)


def test_json_holds_everything(wild: News) -> None:
    assert News.model_validate_json(WRITERS["json"](wild)) == wild


TEXT = """\
birds.kg: 2 new papers since 2024-03-01

New methods and models (1)
  Kite (Model)
    “Kite: Gliding over Long Texts” 2403.00002, 2024-03-04

New best values (1)
  Kite: 71.5% accuracy on WindBench (before: 65.0%, Heron)
    “Kite outperforms Heron on WindBench, with an accuracy of 71.5%.” 2403.00002, 2024-03-04
"""


def test_commands(birds_file: Path, tmp_path: Path) -> None:
    asked = ["news", str(birds_file), "--since", "2024-03-01"]
    assert CliRunner().invoke(cli, asked).output == TEXT
    old = store(BIRDS[:1], tmp_path / "old.kg")
    compared = CliRunner().invoke(cli, ["diff", str(old), str(birds_file), "--format", "json"])
    assert [item["text"] for item in json.loads(compared.output)["items"]] == [
        "Kite (Model)",
        "Kite: 71.5% accuracy on WindBench (before: 65.0%, Heron)",
    ]


def test_a_day_that_is_none_is_one_sentence(birds_file: Path) -> None:
    failed = CliRunner().invoke(cli, ["news", str(birds_file), "--since", "spring"])
    assert failed.exit_code == 2
    assert "'spring' is no day, such as 2025-03-18" in failed.output


def test_items_name_their_paper(wild: News) -> None:
    def said(item: Item) -> bool:
        return bool(item.origin.paper and item.origin.title and item.origin.sentence)

    assert all(map(said, wild.items))
