"""arXiv's feeds: the Atom of its API and the RSS of its daily listings."""

import datetime
import io

import pytest

from kg.errors import SourceError
from kg.readers import arxiv_feed
from kg.records import Paper, Rejected

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query%3Dall%3Akites" rel="self"/>
  <title type="html">ArXiv Query: search_query=all:kites</title>
  <id>http://arxiv.org/api/abc</id>
  <entry>
    <id>http://arxiv.org/abs/2501.00001v2</id>
    <updated>2025-02-01T00:00:00Z</updated>
    <published>2025-01-02T18:00:00Z</published>
    <title>Kites over
  Kilimanjaro: a &lt; b</title>
    <summary>  We fly kites &amp; measure $a &lt; b$.
They are high.
</summary>
    <author><name>Ann Lark</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Sky</arxiv:affiliation>
    </author>
    <author><name>Ben Swift</name></author>
    <link href="http://arxiv.org/abs/2501.00001v2" rel="alternate" type="text/html"/>
    <category term="cs.RO" scheme="http://arxiv.org/schemas/atom"/>
    <category term="physics.flu-dyn" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
  <entry><id>http://arxiv.org/abs/2501.00002v1</id><title>No Wind</title></entry>
</feed>
"""
RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
  version="2.0">
  <channel>
    <title>cs.RO updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.RO</link>
    <item>
      <title>Kites over Kilimanjaro: a &lt; b</title>
      <link>https://arxiv.org/abs/2501.00001</link>
      <description>arXiv:2501.00001v2 Announce Type: replace-cross
Abstract: We fly kites &amp; measure $a &lt; b$. They are high.</description>
      <guid isPermaLink="false">oai:arXiv.org:2501.00001v2</guid>
      <category>cs.RO</category>
      <category>physics.flu-dyn</category>
      <pubDate>Thu, 02 Jan 2025 00:00:00 -0500</pubDate>
      <arxiv:announce_type>replace-cross</arxiv:announce_type>
      <dc:creator>Ann Lark, Ben Swift</dc:creator>
    </item>
  </channel>
</rss>
"""
PAPER = Paper(
    id="2501.00001",
    title="Kites over Kilimanjaro: a < b",
    abstract="We fly kites & measure $a < b$. They are high.",
    date=datetime.date(2025, 1, 2),
    authors=("Ann Lark", "Ben Swift"),
    categories=("cs.RO", "physics.flu-dyn"),
    url="https://arxiv.org/abs/2501.00001",
)
BOMB = """<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/x</id><title>&b;</title></feed>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/x</id><title>&a;</title></feed>"""


def read(feed: str, encoding: str = "utf-8") -> list[Paper | Rejected]:
    data = feed.encode(encoding)
    assert arxiv_feed.recognises(data, "feed")
    return list(arxiv_feed.read(io.BytesIO(data)))


def test_the_api_s_atom_is_read() -> None:
    assert read(ATOM) == [PAPER, Rejected(reason="no abstract: 2501.00002")]


def test_the_listings_rss_is_read() -> None:
    assert read(RSS) == [PAPER]


def test_an_encoding_that_the_document_declares_is_used() -> None:
    feed = ATOM.replace("UTF-8", "ISO-8859-1").replace("Ann", "Änn")
    (paper, _) = read(feed, "latin-1")
    assert isinstance(paper, Paper)
    assert paper.authors[0] == "Änn Lark"
    assert read(ATOM.replace("UTF-8", "UTF-16"), "utf-16")[0] == PAPER


@pytest.mark.parametrize("feed", [BOMB, OUTSIDE])
def test_entities_of_the_document_s_own_are_refused(feed: str) -> None:
    with pytest.raises(SourceError, match="declares a document type or entities"):
        read(feed)


def test_broken_xml_is_one_sentence_after_the_entries_before_it() -> None:
    broken = ATOM.replace("<title>No Wind", "<title>No & Wind")
    records = arxiv_feed.read(io.BytesIO(broken.encode()))
    assert next(records) == PAPER
    with pytest.raises(SourceError, match=r"it is not XML, or it is cut off: .*line 23"):
        next(records)


def test_other_feeds_are_not_recognised() -> None:
    assert not arxiv_feed.recognises(ATOM.replace("arxiv.org", "example.org").encode(), "feed")
