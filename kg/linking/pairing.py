"""The pairs of units that may be one thing, kept in step with the units."""

import json
from collections.abc import Collection, Iterator

from kg.linking.candidates import CROWD, addresses, block_keys, looked_up
from kg.linking.decisions import Verdicts
from kg.linking.edits import Edit, Edits, edit_between
from kg.linking.features import Features, features
from kg.linking.ledger import Among, Ledger, edit_from, edit_text, hashed, listed
from kg.linking.scoring import decided, log_odds
from kg.linking.senses import Expansions
from kg.linking.units import Unit
from kg.schema import KINDS

_BLOCK, _ADDRESS, _LOOKED_UP, _WORD = range(4)
"""Sorts of keys by which a unit is found."""

_HARMLESS = "change is harmless"


class Pairing:
    """The units of a ledger, and its pairs."""

    def __init__(
        self, ledger: Ledger, verdicts: Verdicts, edits: Edits, expansions: Expansions
    ) -> None:
        self.ledger = ledger
        self.verdicts = verdicts
        self.edits = edits
        self.expansions = expansions
        self.synonyms = edits.synonyms()
        self._units: dict[int, Unit] = {}
        self._touched: set[int] = set()

    def unit(self, number: int) -> Unit:
        """The unit of this number, with all its names."""
        if number not in self._units:
            key = self.ledger.unit_key(number)
            unit = Unit(*key, plain=self.expansions.written_out(key[0]))
            for name in self.ledger.names("unit = ?", number):
                unit.add(name)
            self._units[number] = unit
        return self._units[number]

    def spelled_with(self, words: Collection[str]) -> set[int]:
        """The units in whose names one of ``words`` stands."""
        keys = hashed(("word", word) for word in words)
        query = f"SELECT unit FROM keys WHERE sort = ? AND key {Among}"
        return set(self.ledger.column(query, _WORD, listed(keys)))

    def pair(self, changed: Collection[int], edits: Collection[Edit]) -> set[int]:
        """Bring the pairs up to date.

        Args:
            changed: the units that have won or lost names or stand for something else now.
            edits: those that are counted otherwise now.

        Returns:
            The units of pairs whose score may change what is one thing.
        """
        crowds = self._file(changed)
        for unit in sorted({*changed, *crowds}):
            self._pair(unit, anew=unit in changed)
        keys = listed(map(edit_text, edits))
        query = f"SELECT one, other, score, features, edit FROM pairs WHERE edit {Among}"
        for one, other, score, found, edit in self.ledger.all(query, keys):
            self._weigh((one, other), score, json.loads(found), edit)
        return self._touched

    def _file(self, changed: Collection[int]) -> set[int]:
        """File units under their keys; the members of blocks that become crowds or cease to be."""
        keys = {
            number: self._keys(self.unit(number)) for number in changed if self.unit(number).names
        }
        were = f"SELECT DISTINCT key FROM keys WHERE sort = ? AND unit {Among}"
        blocks = set(self.ledger.column(were, _BLOCK, listed(changed)))
        blocks.update(key for found in keys.values() for sort, key in found if sort == _BLOCK)
        before = {key: self._block(key) for key in blocks}
        self.ledger.run(f"DELETE FROM keys WHERE unit {Among}", listed(changed))
        self.ledger.many(
            "INSERT INTO keys VALUES (?, ?, ?)",
            ((sort, key, unit) for unit, found in keys.items() for sort, key in found),
        )
        crowds: set[int] = set()
        for key, members in before.items():
            now = self._block(key)
            if bool(members) != bool(now):
                crowds.update(self._members(_BLOCK, key))
        return {unit for unit in crowds if unit not in changed}

    def _keys(self, unit: Unit) -> set[tuple[int, int]]:
        words = {*unit.form.split(), *unit.bag}
        return {
            *((_BLOCK, key) for key in hashed(block_keys(unit))),
            *((_ADDRESS, key) for key in hashed(addresses(unit, self.verdicts))),
            *((_LOOKED_UP, key) for key in hashed(looked_up(unit, self.synonyms, self.verdicts))),
            *((_WORD, key) for key in hashed(("word", word) for word in words)),
        }

    def _members(self, sort: int, key: int) -> list[int]:
        return self.ledger.column("SELECT unit FROM keys WHERE sort = ? AND key = ?", sort, key)

    def _block(self, key: int) -> list[int]:
        """The members of a block; none if they are a crowd."""
        query = "SELECT unit FROM keys WHERE sort = ? AND key = ? LIMIT ?"
        members = self.ledger.column(query, _BLOCK, key, CROWD + 1)
        return members if len(members) <= CROWD else []

    def _pair(self, number: int, *, anew: bool) -> None:
        """Compare a unit with those that it may be; with all of them ``anew``."""
        pairs = "SELECT one, other, score FROM pairs WHERE one = ? OR other = ?"
        before = {
            (one if other == number else other): score
            for one, other, score in self.ledger.all(pairs, number, number)
        }
        now = set(self._partners(number))
        for partner in before.keys() - now:
            self.ledger.run("DELETE FROM pairs WHERE one = ? AND other = ?", number, partner)
            self.ledger.run("DELETE FROM pairs WHERE one = ? AND other = ?", partner, number)
            self._note(number, partner, before[partner], None)
        for partner in sorted(now if anew else now - before.keys()):
            self._compare(number, partner, before.get(partner))

    def _partners(self, number: int) -> Iterator[int]:
        unit = self.unit(number)
        if not unit.names:
            return
        found: set[int] = set()
        for key in hashed(block_keys(unit)):
            found.update(self._block(key))
        for key in hashed(looked_up(unit, self.synonyms, self.verdicts)):
            found.update(self._members(_ADDRESS, key))
        for key in hashed(addresses(unit, self.verdicts)):
            found.update(self._members(_LOOKED_UP, key))
        for partner in found - {number}:
            if KINDS[self.ledger.unit_key(partner)[1]] == unit.mark.kind:
                yield partner

    def _compare(self, number: int, partner: int, before: float | None) -> None:
        one, other = sorted((number, partner), key=lambda n: self.unit(n).key)
        first, second = self.unit(one), self.unit(other)
        found = features(first, second, self.edits, len(first.papers & second.papers))
        found |= decided(first, second, self.verdicts)
        edit = edit_between(first.bag, second.bag) if _HARMLESS in found else None
        text = edit_text(edit) if edit else None
        values = "(one, other, edit) VALUES (?, ?, ?)"
        self.ledger.run(f"INSERT OR REPLACE INTO pairs {values}", one, other, text)
        self._weigh((one, other), before, found, text)

    def _weigh(
        self, pair: tuple[int, int], before: float | None, found: Features, edit: str | None
    ) -> None:
        """Add up what is ``found`` on a pair, as its edit is counted now."""
        if edit is not None:
            found[_HARMLESS] = self.edits.log_odds(edit_from(edit))
        score = log_odds(found)
        update = "UPDATE pairs SET score = ?, features = ? WHERE one = ? AND other = ?"
        self.ledger.run(update, score, json.dumps(found), *pair)
        self._note(*pair, before, score)

    def _note(self, one: int, other: int, before: float | None, now: float | None) -> None:
        """Remember units that may hang together in another way than before."""
        if before == now:
            return
        if (before or 0) > 0 or (now or 0) > 0:
            self._touched.update((one, other))
            return
        query = f"SELECT count(DISTINCT component) FROM placed WHERE unit {Among}"
        if self.ledger.column(query, listed((one, other))) == [1]:
            self._touched.update((one, other))
