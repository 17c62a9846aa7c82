"""News as an Atom feed (RFC 4287): an entry has the same id in whichever feed it is."""

import datetime
import uuid
from xml.etree import ElementTree as ET

from kg.news.items import HEADINGS, Item, News

_NAMESPACE = "http://www.w3.org/2005/Atom"


def to_atom(news: News) -> str:
    """The feed; entries that their papers give no date bear that of the latest one."""
    dates = [item.origin.date for item in news.items if item.origin.date]
    latest = max([*dates, *([news.since] if news.since else [])], default=datetime.date(1970, 1, 1))
    feed = ET.Element("feed", xmlns=_NAMESPACE)
    _add(feed, "id", _id("feed", news.graph))
    _add(feed, "title", f"New in {news.graph}")
    _add(feed, "updated", _time(latest))
    _add(ET.SubElement(feed, "author"), "name", "paperkg")
    for item in news.items:
        _add_entry(feed, item, latest)
    ET.indent(feed)
    return ET.tostring(feed, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="utf-8"?>\n', "\n")
    )


def _add_entry(feed: ET.Element, item: Item, latest: datetime.date) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _id(item.kind, *item.nodes, item.origin.paper))
    _add(entry, "title", item.text)
    _add(entry, "updated", _time(item.origin.date or latest))
    ET.SubElement(entry, "category", term=item.kind, label=HEADINGS[item.kind])
    if item.origin.url:
        ET.SubElement(entry, "link", href=item.origin.url, title=item.origin.title)
    _add(entry, "content", f"“{item.origin.sentence}” {item.origin.title}", type="text")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _id(*parts: str) -> str:
    """A name that is made of what the entry is about (RFC 4122, by name)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("paperkg", *parts))).urn


def _time(date: datetime.date) -> str:
    return f"{date}T00:00:00Z"
