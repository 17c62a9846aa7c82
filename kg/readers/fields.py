"""From the fields of a record, under whatever names, to a :class:`~kg.records.Paper`.

All readers end here, so ids, dates and names of authors look the same whatever they came from.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from pydantic import ValidationError

from kg.linking.normalise import slug
from kg.records import Paper, Rejected
from kg.text import clean

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "arxivid", "paperid", "doi", "url", "link", "urlabs", "paperurl"),
    "title": ("title", "papertitle"),
    "abstract": ("abstract", "summary", "description", "abstractnote"),
    "date": (
        "date", "published", "publicationdate", "publishedat", "publisheddate", "pubdate",
        "updatedate", "year", "publicationyear",
    ),
    "authors": ("authors", "author"),
    "categories": ("categories", "category", "subjects", "tags", "keywords"),
    "url": ("url", "link", "urlabs"),
}  # fmt: skip
"""The names under which each field is looked for, the first that is filled counting; case,
blanks, hyphens and underscores in names do not matter."""

MAX_LENGTH = {"title": 1_000, "abstract": 50_000}
"""Characters. What is longer is a whole paper or a file without line ends."""

_ARXIV = re.compile(
    r"""(?:arxiv:|oai:arxiv\.org:|(?:https?://)?(?:dx\.)?(?:doi\.org/)?10\.48550/arxiv\.
          |(?:https?://)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html)/
          |https?://huggingface\.co/papers/)?
        (\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?""",
    re.VERBOSE | re.IGNORECASE,
)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_CATEGORY = re.compile(r"[a-z]+(-[a-z]+)*(\.[A-Za-z]+(-[A-Za-z]+)*)?")
_ISO_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?!\d))?(?!\d))?(?!\d)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAMED_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def to_paper(record: Mapping[str, Any]) -> Paper | Rejected:
    """The paper that ``record`` describes, by the names of :data:`NAMES`."""
    fields = {squeeze(str(name)): value for name, value in record.items()}
    texts = {name: _first(fields, name) for name in MAX_LENGTH}
    paper_id = _paper_id(fields) or slug(clean(texts["title"][:200]))
    for name, longest in MAX_LENGTH.items():
        if not texts[name]:
            return _rejected(f"no {name}", paper_id)
        if len(texts[name]) > longest:
            return _rejected(f"{name} of over {longest} characters", paper_id)
    try:
        return Paper(
            id=paper_id,
            **texts,
            date=_date_of(fields),
            authors=authors(_value(fields, "authors")),
            categories=categories(_value(fields, "categories")),
            url=_url(fields, paper_id),
        )
    except ValidationError as error:
        return _rejected(f"no usable {error.errors()[0]['loc'][0]}", paper_id)


def _rejected(reason: str, paper_id: str) -> Rejected:
    return Rejected(reason=f"{reason}: {paper_id[:100]}" if paper_id else reason)


def on_line(record: Paper | Rejected, line: int | None) -> Paper | Rejected:
    """``record``; if it is rejected, with the line where it starts."""
    return record.model_copy(update={"line": line}) if isinstance(record, Rejected) else record


def has_names(names: Iterable[str]) -> bool:
    """Whether a record with fields of these ``names`` can be a paper: title and abstract."""
    squeezed = {squeeze(name) for name in names}
    return not squeezed.isdisjoint(NAMES["title"]) and not squeezed.isdisjoint(NAMES["abstract"])


def squeeze(name: str) -> str:
    """``name`` as in :data:`NAMES`: ``Publication Date`` and ``publicationDate`` are one."""
    return re.sub(r"[\W_]+", "", name).lower()


def normal_id(value: str) -> str:
    """``value`` in the one form that its id has.

    arXiv ids lose address, prefix and version, DOIs their resolver and capitals; anything else
    stays as it is.
    """
    value = value.strip()
    if match := _ARXIV.fullmatch(value):
        return match[1]
    if match := _DOI.fullmatch(value):
        return match[1].lower()
    return value


def parse_date(value: str) -> datetime.date | None:
    """The date that ``value`` starts with or names; None if it names none.

    A month stands for its first day and a year for 1 January: a paper of 2024 is then among
    those "from 2024 on", and before all that say more.
    """
    value = value.strip()[:100].removesuffix(".0")  # years out of a table of numbers
    try:
        match = _ISO_DATE.match(value)
        if match and (match[2] or not _NAMED_MONTH.search(value)):
            year, month, day = (int(part or 1) for part in match.groups())
            return datetime.date(year, month, day)
        if "," in value and ":" in value:
            return parsedate_to_datetime(value).date()
        return _date_in_words(value)
    except (ValueError, OverflowError):
        return None


def _date_in_words(value: str) -> datetime.date | None:
    month, year = _NAMED_MONTH.search(value), _YEAR.search(value)
    if not year:
        return None
    day = _DAY.search(value) if month else None
    return datetime.date(
        int(year[0]),
        _MONTHS.index(month[1].lower()) + 1 if month else 1,
        int(day[0]) if day else 1,
    )


def authors(value: Any) -> tuple[str, ...]:
    """Names of authors, given name first, from a list or from one string.

    Items of a list are names or objects with ``name``, or ``given`` and ``family``. A string is
    parted at semicolons; where it has none, at "and", and at commas that stand between names.
    """
    names = _names(value) if isinstance(value, str) else map(_author, _items(value))
    return tuple(filter(None, map(_given_first, names)))


def _names(text: str) -> Iterator[str]:
    if ";" in text:
        yield from text.split(";")
        return
    for part in re.split(r"\s+and\s+", text):
        pieces = part.split(",")
        if len(pieces) > 2 or all(" " in piece.strip() for piece in pieces):
            yield from pieces
        else:
            yield part  # a family name, a comma and a given name


def _author(item: Any) -> str:
    if isinstance(item, Mapping):
        parts = scalar(item.get("given")), scalar(item.get("family"))
        return scalar(item.get("name")) or " ".join(filter(None, parts))
    return scalar(item)


def _given_first(name: str) -> str:
    """``Hopper, Grace`` as ``Grace Hopper``."""
    family, comma, given = name.partition(",")
    if comma and "," not in given:
        name = f"{given.strip()} {family.strip()}"
    return name.strip()


def categories(value: Any) -> tuple[str, ...]:
    """Categories from a list, or from a string with separators; ``cs.CL cs.LG`` are two."""
    if not isinstance(value, str):
        return tuple(filter(None, (scalar(item) for item in _items(value))))
    words = value.split()
    if all(_CATEGORY.fullmatch(word) and ("." in word or "-" in word) for word in words):
        return tuple(words)
    return tuple(part.strip() for part in re.split(r"[;,|]", value) if part.strip())


def scalar(value: Any) -> str:
    """``value`` as text: a string or number, or the first of a list of them; else nothing."""
    if isinstance(value, list | tuple) and value:
        value = value[0]
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else ()


def _value(fields: Mapping[str, Any], name: str) -> Any:
    return next((fields[key] for key in NAMES[name] if fields.get(key)), None)


def _first(fields: Mapping[str, Any], name: str) -> str:
    return next((text for key in NAMES[name] if (text := scalar(fields.get(key)))), "")


def _paper_id(fields: Mapping[str, Any]) -> str:
    found = [text for key in NAMES["id"] if (text := scalar(fields.get(key)))]
    # A bare number is that of a row: it names nothing outside its file, so any other id is better.
    return normal_id(min(found, key=str.isdigit)) if found else ""


def _date_of(fields: Mapping[str, Any]) -> datetime.date | None:
    texts = (scalar(fields.get(key)) for key in NAMES["date"])
    return next((date for text in texts if text and (date := parse_date(text))), None)


def _url(fields: Mapping[str, Any], paper_id: str) -> str | None:
    """The web address given, or else the one that follows from the id."""
    given = _first(fields, "url")
    if re.match(r"https?://\S+$", given):
        return given
    if _ARXIV.fullmatch(paper_id):
        return f"https://arxiv.org/abs/{paper_id}"
    return f"https://doi.org/{paper_id}" if _DOI.fullmatch(paper_id) else None
