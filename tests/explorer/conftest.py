"""The explorer's page of several graphs, and a browser to look at it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.explorer import packed, static_page
from kg.graph import Graph
from tests.loaders.browser import SOFTWARE_WEBGL, browser, opened

Open = Callable[..., AbstractContextManager[Page]]


def page_of(graph: Path, target: Path) -> Path:
    """Write the explorer's page of the graph at ``graph`` to ``target``."""
    with Graph(graph) as opened_graph:
        target.write_text(static_page(packed(opened_graph), graph.name), encoding="utf-8")
    return target


# Not for the session: another test file could then start no browser of its own.
@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser(*SOFTWARE_WEBGL) as running:
        yield running


@pytest.fixture(scope="session")
def examples_page(examples_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(examples_graph, tmp_path_factory.mktemp("explorer") / "examples.html")


@pytest.fixture
def explorer(running: Browser, examples_page: Path) -> Open:
    """Opens the page of the examples at a fragment; it may load nothing (see ``opened``)."""

    def open_at(fragment: str = "", width: int = 1280) -> AbstractContextManager[Page]:
        return opened(running, examples_page, width, fragment=fragment)

    return open_at
