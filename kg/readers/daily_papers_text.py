"""A page of papers as copied from a browser: title lines, each with a long paragraph after it.

The page's other lines (navigation, dates, counts, who submitted and wrote a paper) are told by
their place and shape. The page shows no ids, so the title makes the id.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from kg.readers.encoding import head_text, text
from kg.readers.fields import on_line, to_paper
from kg.records import Paper, Rejected

_DETAIL = re.compile(
    r"""[\W\d_]*                                   # no letters
      | \W*[\d.,]+\s*[km]?                         # a count
      | \W*[\d.,]+\s+(authors?|comments?|upvotes?)
      | \W*(submitted|published|posted|updated|upvotes?|github|comments?|stars?)\b.*
      | \W*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(,?\s+\d{4})?
      | .*,                                        # one of a list of names
      | \S+                                        # the name of a user, a button
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_FORMAT = re.compile(r"[<{\[@%]|TY  -")
_BINARY = re.compile(r"[\x00-\x08]")

_LINES_OF_ONE_PAPER = 100
"""Lines that may stand between two abstracts: a title, a paper's authors, what the page adds."""


class _Line(NamedTuple):
    number: int
    text: str


def recognises(head: bytes, name: str) -> bool:
    start = head_text(head)
    if _OTHER_FORMAT.match(start) or _BINARY.search(start):
        return False
    return any(title for title, _ in _titled_paragraphs(start.splitlines()))


def read(stream: BinaryIO) -> Iterator[Paper | Rejected]:
    for title, abstract in _titled_paragraphs(text(stream)):
        if title is None:
            yield Rejected(reason="a paragraph without a title", line=abstract.number)
        else:
            record = to_paper({"title": title.text, "abstract": abstract.text})
            yield on_line(record, title.number)


def _titled_paragraphs(lines: Iterable[str]) -> Iterator[tuple[_Line | None, _Line]]:
    """Every long paragraph with the title line before it; paragraphs in a row are one abstract."""
    before: deque[_Line] = deque(maxlen=_LINES_OF_ONE_PAPER)
    found: tuple[_Line | None, _Line] | None = None
    for line in (_Line(number, line.strip()) for number, line in enumerate(lines, 1)):
        if not line.text:
            continue
        if not _is_paragraph(line.text):
            before.append(line)
        elif found and not before:
            title, abstract = found
            found = title, abstract._replace(text=f"{abstract.text} {line.text}")
        else:
            if found:
                yield found
            found = _title(before), line
            before.clear()
    if found:
        yield found


def _is_paragraph(line: str) -> bool:
    """Abstracts are long, or at least end like a sentence, which titles do not."""
    return len(line) >= 300 or (len(line) >= 100 and line.endswith("."))


def _title(lines: Iterable[_Line]) -> _Line | None:
    """The nearest line that is no detail of the paper; failing that, the nearest with a letter."""
    candidates: list[_Line] = []
    for line in lines:
        if re.match(r"authors?\b", line.text, re.IGNORECASE) and candidates:
            break  # names follow, which look like titles
        candidates.append(line)
    candidates.reverse()
    words = (line for line in candidates if not _DETAIL.fullmatch(line.text))
    letters = (line for line in candidates if re.search(r"[^\W\d_]", line.text))
    return next(words, None) or next(letters, None)
