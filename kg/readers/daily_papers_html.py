"""A page of papers of Hugging Face, saved as HTML.

The page carries its papers as JSON in an attribute of the component that shows them, in the form
of the API. Where that has been stripped, the articles on the page are read instead.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.readers.daily_papers_api import to_daily_paper
from kg.readers.encoding import head_text, text
from kg.readers.fields import on_line, to_paper
from kg.records import Paper, Rejected

MAX_PAGE = 1 << 26
"""Characters. A page is read whole; saved ones have some hundred thousand."""


def recognises(head: bytes, name: str) -> bool:
    start = head_text(head).lower()
    return start.startswith(("<!doctype html", "<html")) and "huggingface.co" in start


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    html = text(stream).read(MAX_PAGE)
    if len(html) == MAX_PAGE:
        raise SourceError("it is too large for a saved page")
    page = _Page()
    page.feed(html)
    page.close()
    items = [item for props in page.props for item in _items(props)]
    records = [to_daily_paper(item) for item in items] or [
        on_line(to_paper(fields), line) for line, fields in page.articles
    ]
    if not records:
        raise SourceError("the page shows no papers")
    yield from records


def _items(props: str) -> list[dict[str, Any]]:
    """The items of the API among the properties of a component: a list of them, or one alone."""
    try:
        members = json.loads(props)
    except (ValueError, RecursionError):
        return []
    if not isinstance(members, dict):
        return []
    lists = [value for value in members.values() if isinstance(value, list)]
    return [
        item
        for items in (*lists, [members])
        for item in items
        if isinstance(item, dict) and _is_paper(item.get("paper"))
    ]


def _is_paper(value: Any) -> bool:
    return isinstance(value, dict) and "title" in value and "id" in value


class _Page(HTMLParser):
    """Collects properties of components, and articles with their first line and their fields."""

    def __init__(self) -> None:
        super().__init__()
        self.props: list[str] = []
        self.articles: list[tuple[int, dict[str, str]]] = []
        self._article: dict[str, str] | None = None
        self._field = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if props := attributes.get("data-props"):
            self.props.append(props)
        if tag == "article":
            self._article, self._field = {}, ""
            self.articles.append((self.getpos()[0], self._article))
        elif self._article is not None:
            self._field = {"h2": "title", "h3": "title", "p": "abstract"}.get(tag, self._field)
            link = re.search(r"/papers/([^/?#]+)", attributes.get("href") or "")
            if tag == "a" and link:
                self._article.setdefault("id", link[1])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h3", "p", "article"):
            self._field = ""
        if tag == "article":
            self._article = None

    def handle_data(self, data: str) -> None:
        if self._article is not None and self._field:
            self._article[self._field] = self._article.get(self._field, "") + data
