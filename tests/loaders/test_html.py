import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.graph import Graph
from kg.schema import EntityType
from kg.selection import select
from loaders import html
from tests.fields import annotated, entity, store
from tests.graphs import EXAMPLE, MemoryGraph
from tests.loaders.browser import browser, opened

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<!-- <script> -->",
    "\"'`${alert(3)}`'\"",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; \\u003cb\\u003e",
]


def data(path: Path) -> dict[str, Any]:
    """What a page carries as data."""
    (found,) = re.findall(
        '<script type="application/json" id="data">(.*?)</script>', path.read_text()
    )
    loaded: dict[str, Any] = json.loads(found)
    return loaded


@pytest.fixture(scope="module")
def birds_page(birds_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "birds.html"
    with Graph(birds_file) as graph:
        html.load(select(graph, types=list(EntityType)), path)
    return path


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page whose titles, names and sentences try to be more than text."""
    folder = tmp_path_factory.mktemp("hostile")
    names = [f"x{i} {text}" for i, text in enumerate(HOSTILE)]
    paper = {
        "id": "p</script>1",
        "title": f"On {HOSTILE[0]} and {HOSTILE[1]}",
        "abstract": ", ".join(names),
        "url": "javascript:alert(4)",
    }
    field = [
        annotated(
            paper,
            entities=[entity("Method", name, new=True) for name in names],
            relations=[[names[0], "USES", name] for name in names[1:]],
        )
    ]
    with Graph(store(field, folder / "hostile.kg")) as graph:
        html.load(graph, folder / "hostile.html")
    return folder / "hostile.html"


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def page(running: Browser, birds_page: Path) -> Iterator[Page]:
    with opened(running, birds_page) as page:
        yield page


def test_entities_are_nodes_and_papers_their_evidence(birds_page: Path) -> None:
    drawn = data(birds_page)
    assert {node["name"] for node in drawn["nodes"]} == {
        "Kite",
        "Heron",
        "Heron-7B",
        "WindBench",
        "long-text summarization",
        "accuracy",
    }
    (heron,) = (node for node in drawn["nodes"] if node["id"] == "model:heron")
    assert heron["introduced"]
    assert heron["quotes"] == [
        {"paper": "2401.00001", "sentence": "We present Heron, a language model."}
    ]
    assert drawn["papers"]["2401.00001"] == {
        "title": "Heron: Wading through Text",
        "url": "https://example.org/abs/2401.00001",
        "date": "2024-01-02",
    }


def test_every_drawn_edge_has_a_sentence(birds_page: Path) -> None:
    drawn = data(birds_page)
    edges = {(e["from"], e["relation"], e["to"]): e for e in drawn["edges"]}
    kite, heron, wind = "model:kite", "model:heron", "benchmark:windbench"
    assert edges[kite, "compared with", heron]["detail"] == "better"
    assert edges[kite, "evaluated on", wind]["support"] == 2
    assert edges[kite, "measured by", "metric:accuracy"]["detail"] == "71.5%"
    assert all(edge["quotes"] for edge in drawn["edges"])
    # Kite compares itself with Heron and builds on it: two edges, side by side.
    assert "smooth" in edges[kite, "builds on", heron]


def test_a_figure_is_a_link_of_its_own_only_where_no_other_joins_its_ends(birds_page: Path) -> None:
    assert not [e for e in data(birds_page)["edges"] if e["relation"] == "measured on"]


def test_size_goes_by_papers(birds_page: Path) -> None:
    sizes = {node["name"]: node["size"] for node in data(birds_page)["nodes"]}
    assert sizes["WindBench"] > sizes["Kite"] > sizes["Heron-7B"]


def test_any_graph_can_be_drawn(tmp_path: Path) -> None:
    html.load(EXAMPLE, tmp_path / "example.html")
    assert len(data(tmp_path / "example.html")["nodes"]) == 3
    html.load(MemoryGraph([], []), tmp_path / "empty.html")
    assert data(tmp_path / "empty.html")["nodes"] == []


def test_says_how_much_was_left_out(birds: Graph, tmp_path: Path) -> None:
    html.load(select(birds, limit=2), tmp_path / "cut.html")
    text = " ".join((tmp_path / "cut.html").read_text().split())
    assert "2 entities, 1 link. <strong" in text
    assert "4 more did not fit: these are the best supported." in text


def test_only_web_addresses_become_links(hostile_page: Path) -> None:
    assert [paper["url"] for paper in data(hostile_page)["papers"].values()] == [None]


def test_names_nothing_to_load(birds_page: Path) -> None:
    page = birds_page.read_text()
    markup = re.sub(r"<script.*?</script>|<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.findall(r"(?:src|href|url)\s*[=(]", markup)
    assert "sourceMappingURL" not in page
    assert "default-src &#39;none&#39;" in page


def centre(page: Page, *keys: str) -> tuple[float, float]:
    """Where on the page a node is, or the middle between two."""
    places = [
        page.evaluate("id => network.canvasToDOM(network.getPosition(id))", key) for key in keys
    ]
    box = page.locator("#graph").bounding_box()
    assert box
    x, y = (sum(place[axis] for place in places) / len(places) for axis in ("x", "y"))
    return box["x"] + x, box["y"] + y


def test_draws_all_nodes_apart(page: Page) -> None:
    positions = page.evaluate("network.getPositions()")
    assert len(positions) == 7
    places = [(place["x"], place["y"]) for place in positions.values()]
    assert (
        min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a in places for b in places if a is not b) > 20
    )
    # Pixels of the colours of the legend are on the canvas.
    colours = page.evaluate(
        """() => {
            const canvas = document.querySelector("canvas");
            const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4)
                seen.add([data[i], data[i + 1], data[i + 2]].join());
            return [...seen];
        }"""
    )
    assert {"213,94,0", "230,159,0", "204,121,167"} <= set(colours)


def test_settles_and_then_keeps_still(page: Page) -> None:
    before = page.evaluate("network.getPositions()")
    page.wait_for_timeout(300)
    assert page.evaluate("network.getPositions()") == before


def test_search_finds_by_alias_from_the_keyboard(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("wind benchm")
    expect(page.locator("#found button")).to_have_text("WindBench Benchmark")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text("WindBench")
    assert page.evaluate("network.getSelectedNodes()") == ["benchmark:windbench"]
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_search_says_when_it_finds_nothing(page: Page) -> None:
    page.get_by_role("searchbox").fill("penguin")
    expect(page.locator("#found")).to_have_text("No such name in this picture")


def test_a_click_shows_the_evidence(page: Page) -> None:
    page.mouse.click(*centre(page, "model:kite"))
    card = page.locator("#card")
    expect(card.locator("h2")).to_have_text("Kite")
    expect(card).to_contain_text("Kite outperforms Heron on WindBench, with an accuracy of 71.5%.")
    expect(card).to_contain_text("Kite: Gliding over Long Texts, 2024-03-04")
    card.get_by_role("button", name="WindBench").first.click()
    expect(card.locator("h2")).to_have_text("WindBench")
    expect(card.locator("li:has(strong)")).to_contain_text(["71.5%", "65.0%"])
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()


def test_an_edge_shows_its_sentence_when_pointed_at_and_clicked(page: Page) -> None:
    place = centre(page, "model:kite", "task:long-text-summarization")
    page.mouse.move(*place)
    expect(page.locator(".vis-tooltip")).to_contain_text("Kite addresses long-text summarization")
    page.mouse.click(*place)
    expect(page.locator("#card blockquote")).to_contain_text("Kite, a model for long-text")


def test_the_legend_is_a_filter(page: Page) -> None:
    models = page.get_by_role("button", name="Model 3")
    models.click()
    expect(models).to_have_attribute("aria-pressed", "false")
    assert not [key for key in page.evaluate("network.getPositions()") if key.startswith("model:")]
    models.click()
    assert len(page.evaluate("network.getPositions()")) == 7


def test_what_no_link_joins_is_out_of_the_way_but_found(running: Browser, tmp_path: Path) -> None:
    names = "Alpha", "Beta", "Gamma"
    paper = annotated(
        {"id": "1", "title": "Three", "abstract": "Alpha uses Beta, not Gamma."},
        entities=[entity("Method", name) for name in names],
        relations=[["Alpha", "USES", "Beta"]],
    )
    with Graph(store([paper], tmp_path / "three.kg")) as graph:
        html.load(graph, tmp_path / "three.html")
    with opened(running, tmp_path / "three.html") as page:
        drawn = "Object.keys(network.getPositions())"
        assert page.evaluate(drawn) == ["method:alpha", "method:beta"]
        page.get_by_role("searchbox").fill("gamma")
        page.keyboard.press("Enter")
        assert page.evaluate(drawn) == ["method:alpha", "method:beta", "method:gamma"]
        expect(page.get_by_role("button", name="Unlinked 1")).to_have_attribute(
            "aria-pressed", "true"
        )


def test_what_is_found_though_hidden_is_shown_again(page: Page) -> None:
    page.get_by_role("button", name="Task 1").click()
    page.get_by_role("searchbox").fill("summarization")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Task 1")).to_have_attribute("aria-pressed", "true")


def test_hostile_names_and_titles_stay_text(running: Browser, hostile_page: Path) -> None:
    with opened(running, hostile_page) as page:
        for i, text in enumerate(HOSTILE):
            page.get_by_role("searchbox").fill(f"x{i}")
            page.keyboard.press("Enter")
            expect(page.locator("#card h2")).to_have_text(f"x{i} {text}")
        tooltip = page.locator(".vis-tooltip")
        for _ in range(40):  # the chosen node is on its way to the middle
            page.mouse.move(*centre(page, *page.evaluate("network.getSelectedNodes()")))
            page.wait_for_timeout(250)
            if tooltip.is_visible():
                break
        expect(tooltip).to_contain_text(HOSTILE[0])
        assert page.locator("img, iframe, a[href]").count() == 0


def test_opens_with_its_focus(running: Browser, birds: Graph, tmp_path: Path) -> None:
    html.load(select(birds, "model:heron"), tmp_path / "focus.html")
    with opened(running, tmp_path / "focus.html") as page:
        expect(page.get_by_role("heading", name="Around Heron")).to_be_visible()
        expect(page.locator("#card h2")).to_have_text("Heron")


@pytest.mark.parametrize("width", [390, 1280])
def test_fits_small_and_large_screens(running: Browser, birds_page: Path, width: int) -> None:
    with opened(running, birds_page, width) as page:
        page.get_by_role("searchbox").fill("Kite")
        page.keyboard.press("Enter")
        expect(page.locator("#card")).to_be_in_viewport()
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        x, y = centre(page, "model:kite")
        box = page.locator("#card").bounding_box()
        assert box
        free = box["x"] > x if width > box["width"] else box["y"] > y
        assert free, "the card covers what it is about"


def test_cards_list_the_best_supported_links_first(birds_page: Path) -> None:
    evaluated = [e for e in data(birds_page)["edges"] if e["relation"] == "evaluated on"]
    assert [(edge["from"], edge["support"]) for edge in evaluated] == [
        ("model:kite", 2),
        ("model:heron", 1),
    ]
