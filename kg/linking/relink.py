"""Linking what a change of papers touches, and nothing else.

The steps are those of :func:`kg.linking.link.link`, with the same functions. Each takes the groups
that the step before it has changed, finds in the ledger what follows from them, and hands on what
has changed there: short forms, readings, units, pairs, things. What is left is exactly what linking
all papers would give.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from kg.linking.decisions import Verdicts
from kg.linking.edits import Edit, Edits
from kg.linking.guidance import Guidance
from kg.linking.ledger import Among, Ledger, Row, edit_from, edit_text, listed
from kg.linking.lexicon import entry_words, known_names, words_of
from kg.linking.names import Name, read_names
from kg.linking.normalise import compact
from kg.linking.pairing import Pairing
from kg.linking.placing import Changes, place
from kg.linking.senses import Expansions, Senses
from kg.linking.units import coined_anew, uses
from kg.records import Annotation, Paper


def relink(
    ledger: Ledger,
    guidance: Guidance,
    gone: Collection[str],
    come: Iterable[tuple[Paper, Annotation]],
) -> Changes:
    """Bring the ledger from what the papers were to what they are.

    Args:
        ledger: true of the papers as they were, under the same guidance.
        guidance: what people told the linker.
        gone: ids of the papers that are gone, or have changed.
        come: the papers that are new, or have changed, as they are now.
    """
    come = [(paper, annotation) for paper, annotation in come if annotation.entities]
    dates = {paper.id: paper.date.isoformat() if paper.date else None for paper, _ in come}
    old = ledger.rows(f"paper {Among}", listed({*gone, *dates}))
    before = {(row.name.paper, row.name.entity): row.node or "" for row in old}
    new = list(read_names(come))
    sources, entries = _entries(ledger, guidance, [row.name for row in old], new)
    old += ledger.rows(f"paper {Among}", listed(sources))
    dates |= {name.paper: None for name in entries}
    change = _Names(ledger, Verdicts(guidance.decisions), old, [*new, *entries], dates)
    pairing = Pairing(ledger, change.verdicts, change.edits, change.expansions)
    units = change.units | pairing.spelled_with(change.words)
    touched = pairing.pair(units, change.changed_edits)
    return place(pairing, units | touched, before)


def _entries(
    ledger: Ledger, guidance: Guidance, old: list[Name], new: list[Name]
) -> tuple[set[str], list[Name]]:
    """Sources of entries that begin or cease to matter, and the names that these have now."""
    by_source: dict[str, list[Name]] = defaultdict(list)
    by_word: dict[str, set[str]] = defaultdict(set)
    for entry in known_names(guidance.lexicon):
        by_source[entry.paper].append(entry)
        for word in entry_words(entry):
            by_word[word].add(entry.paper)
    changes: Counter[str] = Counter()
    for sign, names in ((-1, old), (1, new)):
        for name in names:
            for word in words_of(name) & by_word.keys():
                changes[word] += sign
    touched = {source for word in changes for source in by_word[word]}
    asked = {word for source in touched for name in by_source[source] for word in entry_words(name)}
    before = ledger.count("word", asked)
    ledger.add_counts("word", changes)
    now = ledger.count("word", asked)
    sources, found = set(), []
    for source in touched:
        mattered, matters = (
            [entry for entry in by_source[source] if entry_words(entry) & words.keys()]
            for words in (before, now)
        )
        if mattered != matters:
            sources.add(source)
            found += matters
    return sources, found


class _Names:
    """The first steps: from names to units.

    Attributes:
        verdicts: what people decided.
        edits: counted over all papers, as they are now.
        expansions: likewise.
        units: those whose names have changed.
        words: short forms that stand for another thing now, and words with other synonyms.
        changed_edits: those that are counted otherwise now.
    """

    def __init__(
        self,
        ledger: Ledger,
        verdicts: Verdicts,
        old: list[Row],
        names: list[Name],
        dates: dict[str, str | None],
    ) -> None:
        self.ledger = ledger
        self.verdicts = verdicts
        expanded = Expansions(dict(ledger.all("SELECT short, long FROM expansions")))
        new = self._replace(old, sorted(names), dates)
        shorts = {row.name.short for row in (*old, *new)} - {""}
        senses = self._senses(shorts, new)
        self.expansions = _expansions(expanded, senses, shorts)
        flipped = self._note_expansions(expanded, shorts)
        self.edits, self.changed_edits, synonyms = self._recount(old, new, expanded, flipped)
        self.words = flipped | synonyms
        self.units = self._regroup(old, self._moved(senses, shorts, new))

    def _replace(
        self, old: list[Row], names: list[Name], dates: dict[str, str | None]
    ) -> list[Row]:
        """Take the old names out and the new ones in."""
        ledger, papers = self.ledger, listed({row.name.paper for row in old})
        for table in ("names", "words", "papers"):
            ledger.run(f"DELETE FROM {table} WHERE paper {Among}", papers)
        new = [ledger.add_name(name) for name in names]
        ledger.many("INSERT INTO papers VALUES (?, ?)", dates.items())
        written = ((name.paper, form.split()) for name in names for form in name.forms)
        ledger.many(
            "INSERT OR IGNORE INTO words VALUES (?, ?)",
            ((word, paper) for paper, words in written if words[1:] for word in words),
        )
        named: Counter[str] = Counter()
        for sign, rows in ((-1, old), (1, new)):
            for _, form in {(row.name.paper, row.name.form) for row in rows}:
                named[form] += sign
        ledger.add_counts("named", named)
        return new

    def _senses(self, shorts: set[str], new: list[Row]) -> Senses:
        """The senses of these short forms, of the new names and of all that are ambiguous."""
        ambiguous = self.ledger.column(
            "SELECT short FROM names WHERE short IS NOT NULL "
            "GROUP BY short HAVING count(DISTINCT sense) > 1"
        )
        asked = {*shorts, *ambiguous, *(compact(row.name.form) for row in new)}
        senses = Senses(self.ledger.names(f"short {Among}", listed(asked)), self.verdicts)
        beside = self.ledger.all(
            "SELECT w.short, w.sense, n.spelled, count(*) FROM names w JOIN names n "
            f"ON n.paper = w.paper AND n.id != w.id WHERE w.short {Among} GROUP BY 1, 2, 3",
            listed(ambiguous),
        )
        for short, sense, form, times in beside:
            senses.of[short][sense].company[form] = times
        return senses

    def _note_expansions(self, before: Expansions, shorts: set[str]) -> set[str]:
        """The short forms that stand for another thing than before, of those that may."""
        flipped = {s for s in shorts if self.expansions.longs.get(s) != before.longs.get(s)}
        self.ledger.run(f"DELETE FROM expansions WHERE short {Among}", listed(flipped))
        self.ledger.many(
            "INSERT INTO expansions VALUES (?, ?)",
            ((short, long) for short in flipped if (long := self.expansions.longs.get(short))),
        )
        return flipped

    def _recount(
        self, old: list[Row], new: list[Row], expanded: Expansions, flipped: set[str]
    ) -> tuple[Edits, set[Edit], set[str]]:
        """The edits of all papers, those counted otherwise now, and words with other synonyms."""
        edits = Edits((), self.expansions)
        for side, counts in (("kept", edits.kept), ("changed", edits.changed)):
            for key, times in self.ledger.all("SELECT key, n FROM counts WHERE sort = ?", side):
                counts[edit_from(key)] = times
        synonyms = edits.synonyms()
        papers = self.ledger.column(f"SELECT paper FROM words WHERE word {Among}", listed(flipped))
        stay = self.ledger.names(
            f"paper {Among}", listed({*papers} - {row.name.paper for row in new})
        )
        lost = Edits([row.name for row in old], expanded), Edits(stay, expanded)
        won = Edits([row.name for row in new], self.expansions), Edits(stay, self.expansions)
        changed: set[Edit] = set()
        for side in ("kept", "changed"):
            change: Counter[Edit] = Counter()
            for found in won:
                change.update(getattr(found, side))
            for found in lost:
                change.subtract(getattr(found, side))
            getattr(edits, side).update(change)
            self.ledger.add_counts(side, {edit_text(edit): n for edit, n in change.items()})
            changed.update(edit for edit, n in change.items() if n)
        now = edits.synonyms()
        other = {word for word in synonyms.keys() | now if synonyms.get(word) != now.get(word)}
        return edits, changed, other - {""}

    def _moved(self, senses: Senses, shorts: set[str], new: list[Row]) -> Iterator[tuple[Row, str]]:
        """The names that are to be filed under another form than they are, with that form."""
        again = self.ledger.rows(
            f"short {Among} OR bare {Among}", listed(shorts), listed({*shorts, *senses.ambiguous()})
        )
        usual = _Usual(self.ledger)
        for row in {row.id: row for row in (*again, *new)}.values():
            form = self._reading(row, senses, usual)
            if form != row.form:
                yield row, form

    def _reading(self, row: Row, senses: Senses, usual: "_Usual") -> str:
        if row.name.short:
            return senses.long_form(row.name)
        company: list[str] = []
        if senses.is_ambiguous(compact(row.name.form)):
            query = "SELECT spelled FROM names WHERE paper = ? AND id != ? ORDER BY entity"
            company = self.ledger.column(query, row.name.paper, row.id)
        reading = senses.read(row.name, company, usual)
        return reading.form if reading else row.name.form

    def _regroup(self, old: list[Row], moved: Iterable[tuple[Row, str]]) -> set[int]:
        """File names under their new forms; the units that lose or win one."""
        ledger, used = self.ledger, Counter[str]()
        forms: set[str] = set()
        rows = {}
        for row, form in [*((row, "") for row in old), *moved]:
            for sign, under in ((-1, row.form), (1, form)):
                if under:
                    forms.add(under)
                    for use, papers in uses(row.name, under):
                        used[use] += sign * papers
            if form:
                rows[row.id] = row._replace(form=form)
        ledger.many(
            "UPDATE names SET form = ? WHERE id = ?", ((r.form, r.id) for r in rows.values())
        )
        ledger.add_counts("used", used)
        forms.update(form for form, papers in used.items() if papers)
        introduced = ledger.rows(f"form {Among} AND new", listed(forms))
        rows |= {row.id: row for row in introduced}
        introducers: dict[str, set[str]] = defaultdict(set)
        for row in introduced:
            introducers[row.form or ""].add(row.name.paper)
        users = ledger.count("used", introducers)
        changed = {row.unit for row in old if row.unit}
        for row in rows.values():
            form = row.form or ""
            apart = row.name.new and coined_anew(len(introducers[form]), users.get(form, 0))
            unit = ledger.unit_id((form, row.name.type, row.name.paper if apart else ""))
            if unit != row.unit:
                changed.update((unit, row.unit) if row.unit else (unit,))
                ledger.run("UPDATE names SET unit = ? WHERE id = ?", unit, row.id)
        return changed


class _Usual(dict[str, float]):
    """The share of all papers that name each form."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.papers: int
        (self.papers,) = ledger.column("SELECT count(*) FROM papers")

    def __missing__(self, form: str) -> float:
        share = self.ledger.count("named", [form])[form] / self.papers
        self[form] = share
        return share


def _expansions(before: Expansions, senses: Senses, shorts: set[str]) -> Expansions:
    """What short forms stand for where the senses of ``shorts`` have changed."""
    longs = {short: long for short, long in before.longs.items() if short not in shorts}
    found = {short: senses.expansion(short) for short in shorts & senses.of.keys()}
    return Expansions(longs | {short: long for short, long in found.items() if long})
