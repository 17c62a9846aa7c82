"""Well-known things with their names: read like one more paper for each, whose word weighs more."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.linking.names import Name, make_name
from kg.linking.normalise import compact
from kg.linking.record_files import read_records
from kg.records import NonEmptyText, Record
from kg.schema import EntityType

_WEIGHT = 3
"""Papers that an entry counts as."""


class Entry(Record):
    """A thing of the field: ``aliases`` are its other names, ``family`` that of which it is one.

    ``{"type": "Model", "name": "GPT-4o", "aliases": ["GPT4o"], "family": "GPT"}``
    """

    type: EntityType
    name: NonEmptyText
    aliases: tuple[NonEmptyText, ...] = ()
    family: NonEmptyText | None = None


@cache
def shipped_lexicon() -> tuple[Entry, ...]:
    """The entries that come with the package, one file for each type, in ``kg/lexicon``."""
    folder = files("kg") / "lexicon"
    return tuple(
        Entry.model_validate_json(line)
        for kind in EntityType
        for line in (folder / f"{kind.lower()}.jsonl").read_text("utf-8").splitlines()
    )


def read_lexicon(path: Path) -> list[Entry]:
    """Entries of a user's own file, one JSON object a line.

    Raises:
        SourceError: if the file cannot be read or a line is no entry.
    """
    fault = (
        "is no entry of a lexicon: it needs a type, a name and, if there are any, a list of aliases"
    )
    return list(read_records(path, Entry, "the lexicon", fault))


def lexicon_names(entries: Iterable[Entry], names: Iterable[Name]) -> list[Name]:
    """The entries that matter for ``names``, as names that no paper's entity is.

    These are the entries that come with the package and the given ones, as far as one of their
    names is one of the ``names`` or a word in them.
    """
    found = {word for name in names for word in words_of(name)}
    return [name for name in known_names(entries) if found & entry_words(name)]


def known_names(entries: Iterable[Entry]) -> list[Name]:
    """The entries that come with the package and the given ones."""
    return [*_shipped_names(), *map(_name, entries)]


def words_of(name: Name) -> set[str]:
    """By what a name makes an entry matter: all its forms, whole, and the words in them."""
    return {compact(form) for form in name.forms} | {w for form in name.forms for w in form.split()}


def entry_words(name: Name) -> set[str]:
    """Any of which makes the entry of this name matter."""
    return {compact(form) for form in name.forms}


@cache
def _shipped_names() -> tuple[Name, ...]:
    return tuple(map(_name, shipped_lexicon()))


def _name(entry: Entry) -> Name:
    source = f"lexicon:{entry.type.lower()}:{entry.name}"
    name = make_name(source, "", entry.type, [entry.name, *entry.aliases])
    return name._replace(weight=_WEIGHT, family=entry.family or "")
