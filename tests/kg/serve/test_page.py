"""The explorer's page as the server gives it, in a real browser that keeps to the headers."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.loaders.browser import browser


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def page(running: Browser, address: str) -> Iterator[Page]:
    """The page when it has drawn the graph; what it complains of or asks of others fails."""
    opened = running.new_page(viewport={"width": 1280, "height": 800})
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "request",
        lambda request: (
            None if request.url.startswith((f"{address}/", "blob:")) else faults.append(request.url)
        ),
    )
    opened.goto(f"{address}/")
    opened.wait_for_selector("body[data-ready]", timeout=60_000)
    yield opened
    opened.close()
    assert faults == []


def test_the_page_shows_the_graph_under_the_strict_policy(page: Page) -> None:
    assert "Kite" in page.inner_text("body")


def test_the_page_can_ask_in_cypher(page: Page) -> None:
    asked = """async (cypher) => {
        const headers = {"Content-Type": "application/json"};
        const body = JSON.stringify({cypher, parameters: {name: "Kite"}});
        const answer = await fetch("api/query", {method: "POST", headers, body});
        return await answer.json();
    }"""
    cypher = "MATCH (m {name: $name}) RETURN m.key AS key"
    expected = {"columns": ["key"], "rows": [["model:kite"]], "truncated": False}
    assert page.evaluate(asked, cypher) == expected


def test_nothing_that_gets_into_the_page_can_run_or_call_home(
    running: Browser, address: str
) -> None:
    opened = running.new_page()
    violations: list[str] = []
    blocked: list[tuple[str, str | None]] = []
    opened.on("console", lambda message: violations.append(message.text))
    opened.on("requestfailed", lambda request: blocked.append((request.url, request.failure)))
    opened.goto(f"{address}/")
    opened.wait_for_selector("body[data-ready]", timeout=60_000)
    opened.evaluate(
        """() => {
        const inject = document.createElement("div");
        document.body.append(inject);
        inject.innerHTML = '<img src="x" onerror="window.ran = 1">';
        const script = document.createElement("script");
        script.textContent = "window.ran = 2";
        inject.append(script);
        const home = document.createElement("img");
        home.src = "https://evil.example/x.png";
        inject.append(home);
    }"""
    )
    opened.wait_for_timeout(300)
    assert opened.evaluate("window.ran") is None
    assert sum("Content Security Policy" in text for text in violations) >= 3
    assert blocked == [("https://evil.example/x.png", "csp")]
    opened.close()


def test_parts_have_their_types(client: httpx.Client) -> None:
    kinds = {
        "/": "text/html",
        "/explorer.js": "text/javascript",
        "/explorer.css": "text/css",
        "/data": "application/octet-stream",
    }
    for path, kind in kinds.items():
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert answer.headers["cache-control"] == "no-cache"
    assert client.get("/data").content.startswith(b"\x1f\x8b")
