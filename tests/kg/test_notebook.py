from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.graph import Graph
from kg.notebook import show
from tests.fields import annotated, entity, store
from tests.loaders.browser import browser


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as running:
        yield running


def test_a_graph_shows_its_size_and_what_most_papers_name(birds: Graph) -> None:
    shown = birds._repr_html_()
    nodes, edges = birds.size()
    assert f"birds.kg: {nodes} nodes, {edges} edges" in shown
    assert shown.index("<td>Kite</td>") < shown.index("<iframe")


def test_the_picture_draws_in_its_frame(birds: Graph, running: Browser) -> None:
    page = running.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_content(show(birds))
    page.frame_locator("iframe").locator("body[data-ready]").wait_for(timeout=60_000)
    page.close()
    assert faults == []


def test_hostile_names_stay_in_the_frame_as_text(tmp_path: Path, running: Browser) -> None:
    name = "\"><script>top.ran = 1</script><img src=x onerror='top.ran = 1'>"
    paper = annotated(
        {"id": "1", "title": "On names", "abstract": f"We present {name}, a model."},
        entities=[entity("Model", name, new=True)],
    )
    page = running.new_page()
    with Graph(store([paper], tmp_path / "hostile.kg")) as graph:
        page.set_content(show(graph))
    page.frame_locator("iframe").locator("body[data-ready]").wait_for(timeout=60_000)
    assert page.inner_text("td >> nth=1") == name
    assert page.evaluate("window.ran") is None
    page.close()
