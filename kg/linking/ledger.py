"""The linker's memory: what it made of each name, so that it need not look at all of them again.

A ledger is an SQLite file in which :mod:`kg.linking.relink` finds what a change of papers touches:
the names of a short form, the units of a key, the pairs of a unit. Nothing in it is of value by
itself: it follows from the papers and their annotations.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from kg.linking.candidates import Key
from kg.linking.edits import Edit
from kg.linking.names import Name
from kg.linking.normalise import compact
from kg.linking.senses import sense_key
from kg.linking.units import UnitKey
from kg.schema import EntityType

_SCHEMA = """
CREATE TABLE papers (paper TEXT PRIMARY KEY, date TEXT) WITHOUT ROWID;
CREATE TABLE names (id INTEGER PRIMARY KEY, paper TEXT, entity TEXT, name TEXT, spelled TEXT,
    short TEXT, sense TEXT, bare TEXT, new INT, form TEXT, unit INT, node TEXT);
CREATE INDEX names_paper ON names (paper, entity);
CREATE INDEX names_short ON names (short, sense) WHERE short IS NOT NULL;
CREATE INDEX names_bare ON names (bare) WHERE bare IS NOT NULL;
CREATE INDEX names_form ON names (form, new);
CREATE INDEX names_unit ON names (unit);
CREATE INDEX names_node ON names (node);
CREATE TABLE counts (sort TEXT, key TEXT, n INT, PRIMARY KEY (sort, key)) WITHOUT ROWID;
CREATE TABLE words (word TEXT, paper TEXT, PRIMARY KEY (word, paper)) WITHOUT ROWID;
CREATE INDEX words_paper ON words (paper);
CREATE TABLE expansions (short TEXT PRIMARY KEY, long TEXT) WITHOUT ROWID;
CREATE TABLE units (id INTEGER PRIMARY KEY, form TEXT, type TEXT, introducer TEXT);
CREATE UNIQUE INDEX units_key ON units (form, type, introducer);
CREATE TABLE keys (sort INT, key INT, unit INT, PRIMARY KEY (sort, key, unit)) WITHOUT ROWID;
CREATE INDEX keys_unit ON keys (unit);
CREATE TABLE pairs (one INT, other INT, score REAL, features TEXT, edit TEXT,
    PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX pairs_other ON pairs (other);
CREATE INDEX pairs_edit ON pairs (edit) WHERE edit IS NOT NULL;
CREATE TABLE placed (unit INTEGER PRIMARY KEY, cluster INT, component INT);
CREATE INDEX placed_cluster ON placed (cluster);
CREATE INDEX placed_component ON placed (component);
CREATE TABLE things (cluster INTEGER PRIMARY KEY, plain TEXT, claim TEXT, key TEXT, family TEXT);
CREATE INDEX things_plain ON things (plain);
CREATE TABLE variants (node TEXT PRIMARY KEY, head TEXT) WITHOUT ROWID;
CREATE TABLE stamp (value TEXT);
"""

Among = "IN (SELECT value FROM json_each(?))"


class Row(NamedTuple):
    """A name with what the linker made of it; None for what it has not made yet."""

    id: int
    name: Name
    form: str | None
    unit: int | None
    node: str | None


class Ledger:
    """An SQLite connection that knows the tables; all changes are one transaction until commit."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("BEGIN IMMEDIATE")
        if not self.all("SELECT 1 FROM sqlite_master"):
            for statement in _SCHEMA.split(";"):
                self._connection.execute(statement)

    def run(self, statement: str, *values: Any) -> int:
        """Carry out ``statement``; the id of the row that it inserted."""
        return self._connection.execute(statement, values).lastrowid or 0

    def many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Carry out ``statement`` for each of ``rows``."""
        self._connection.executemany(statement, rows)

    def all(self, query: str, *values: Any) -> list[Any]:
        """The rows that ``query`` gives."""
        return self._connection.execute(query, values).fetchall()

    def column(self, query: str, *values: Any) -> list[Any]:
        """The first column of the rows that ``query`` gives."""
        return [row[0] for row in self._connection.execute(query, values)]

    def rows(self, where: str, *values: Any) -> list[Row]:
        """The names for which the condition holds, in the order of their papers."""
        query = f"SELECT id, name, form, unit, node FROM names WHERE {where} ORDER BY paper, entity"
        return [Row(id, _name(name), *made) for id, name, *made in self.all(query, *values)]

    def names(self, where: str, *values: Any) -> list[Name]:
        """The names alone."""
        query = f"SELECT name FROM names WHERE {where} ORDER BY paper, entity"
        return list(map(_name, self.column(query, *values)))

    def add_name(self, name: Name) -> Row:
        """Write down a name of which nothing is known yet."""
        short = name.short or None
        sense, bare = (sense_key(name.form), None) if short else (None, compact(name.form))
        columns = "paper, entity, name, spelled, short, sense, bare, new"
        made = self.run(
            f"INSERT INTO names ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            name.paper, name.entity, json.dumps(name), name.form, short, sense, bare, name.new,
        )  # fmt: skip
        return Row(made, name, None, None, None)

    def count(self, sort: str, keys: Collection[str]) -> dict[str, int]:
        """The counts of this sort that are not 0."""
        query = f"SELECT key, n FROM counts WHERE sort = ? AND key {Among} AND n != 0"
        return dict(self.all(query, sort, json.dumps(list(keys))))

    def add_counts(self, sort: str, changes: Mapping[str, int]) -> None:
        """Change the counts of this sort."""
        self.many(
            "INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
            ((sort, key, change) for key, change in changes.items() if change),
        )

    def unit_id(self, key: UnitKey) -> int:
        """The number of the unit of this key, a new one if there is none."""
        where = "form = ? AND type = ? AND introducer = ?"
        found = self.column(f"SELECT id FROM units WHERE {where}", *key)
        return (
            found[0]
            if found
            else self.run("INSERT INTO units (form, type, introducer) VALUES (?, ?, ?)", *key)
        )

    def unit_key(self, unit: int) -> UnitKey:
        """The key of the unit of this number."""
        ((form, kind, introducer),) = self.all(
            "SELECT form, type, introducer FROM units WHERE id = ?", unit
        )
        return form, EntityType(kind), introducer

    def commit(self, stamp: str) -> None:
        """Make all changes last, together with what they are true of."""
        self.run("DELETE FROM stamp")
        self.run("INSERT INTO stamp VALUES (?)", stamp)
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def stamp(self) -> str:
        """What the ledger is true of; empty if it is new."""
        return next(iter(self.column("SELECT value FROM stamp")), "")

    def close(self) -> None:
        """Let the file go; what was not committed has not happened."""
        self._connection.close()


def hashed(keys: Iterable[Key]) -> set[int]:
    """Keys as numbers, of which two agree by chance in one of 10^7 graphs of a million units."""
    return {
        int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), signed=True)
        for key in keys
    }


def edit_text(edit: Edit) -> str:
    """An edit as a key; words have no blanks in them."""
    return " ".join(edit)


def edit_from(text: str) -> Edit:
    """The edit of such a key."""
    one, other = text.split(" ")
    return one, other


def listed(values: Iterable[Any]) -> str:
    """Values to look among, for a query."""
    return json.dumps(list(values))


def _name(text: str) -> Name:
    paper, entity, kind, heading, surfaces, form, short, written, forms, *rest = json.loads(text)
    return Name(
        paper, entity, EntityType(kind), heading, tuple(surfaces), form, short, written,
        tuple(forms), *rest,
    )  # fmt: skip
