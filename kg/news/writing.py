"""News as text, Markdown and JSON."""

import re
from collections.abc import Callable, Iterator

from kg.news.atom import to_atom
from kg.news.items import HEADINGS, Item, News

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~$])")


def to_text(news: News) -> str:
    """News for a terminal or a mail."""
    return _joined(_text(news))


def to_markdown(news: News) -> str:
    """News in Markdown, in which nothing of a paper is taken for markup."""
    return _joined(_markdown(news))


def to_json(news: News) -> str:
    """News as one object of JSON."""
    return news.model_dump_json(indent=2) + "\n"


WRITERS: dict[str, Callable[[News], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
    "atom": to_atom,
}


def _title(news: News) -> str:
    since = f" since {news.since}" if news.since else ""
    return f"{news.graph}: {news.papers:,} new paper{'s' * (news.papers != 1)}{since}"


def _text(news: News) -> Iterator[str]:
    yield _title(news)
    for kind, heading in HEADINGS.items():
        if items := news.of(kind):
            yield ""
            yield f"{heading} ({len(items):,})"
        for item in items:
            yield f"  {item.text}"
            yield f"    “{_line(item.origin.sentence)}” {_source(item)}"


def _markdown(news: News) -> Iterator[str]:
    yield f"# {_escaped(_title(news))}"
    for kind, heading in HEADINGS.items():
        if items := news.of(kind):
            yield ""
            yield f"## {heading}"
            yield ""
        for item in items:
            link = _escaped(_line(item.origin.title))
            if item.origin.url:
                link = f"[{link}](<{re.sub(r'[<>]', '', item.origin.url)}>)"
            yield f"- **{_escaped(_line(item.text))}** {link}, {_escaped(_source(item))}  "
            yield f"  “{_escaped(_line(item.origin.sentence))}”"


def _source(item: Item) -> str:
    return ", ".join(filter(None, (item.origin.paper, str(item.origin.date or ""))))


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _joined(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
