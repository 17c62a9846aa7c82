"""Units: the entities that the linker never doubts are one thing, and what is known of each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from kg.linking.clustering import Mark
from kg.linking.names import Name
from kg.linking.normalise import compact
from kg.linking.senses import Expansions, Reading
from kg.linking.versions import Parts, parse, pieces
from kg.linking.words import bag, is_directed, stem
from kg.schema import DATA, KINDS, EntityType

_COINED = re.compile(r"\w[A-Z]|\d")
_KNOWN = 3
"""A name that so many times more papers use than introduce is not coined anew by each of these."""
_LISTED = 1000
"""Papers that use a name of a lexicon, for this purpose: what is well known is not coined anew."""

UnitKey = tuple[str, EntityType, str]
"""Normal form, type and, if several papers introduce the name, the paper that introduces it."""


@dataclass
class Unit:
    """Entities of one normal form and type.

    ``form`` is the long form where the papers give one; ``plain`` is ``form`` with the short forms
    inside it written out. ``forms`` counts the papers that use each name, in compact form.
    """

    form: str
    type: EntityType
    introducer: str
    plain: str
    names: list[Name] = field(default_factory=list)
    papers: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    shorts: set[str] = field(default_factory=set)

    def add(self, name: Name) -> None:
        """Add a name of it; one may stand for several papers that write it alike."""
        self.names.append(name)
        self.papers.add(name.paper)
        self.forms.update({compact(form): name.weight for form in name.forms})
        if name.short:
            self.shorts.add(name.short)

    def compared(self) -> "Unit":
        """The same with all that a comparison asks of its names and papers, and without these."""
        for known in ("coined", "spread", "own_names", "is_new", "entry", "listed"):
            getattr(self, known)
        unit = copy(self)
        unit.names, unit.papers = [], set()
        return unit

    @property
    def key(self) -> UnitKey:
        return self.form, self.type, self.introducer

    @cached_property
    def letters(self) -> str:
        return compact(self.form)

    @cached_property
    def bag(self) -> tuple[str, ...]:
        return bag(self.plain)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        stems = tuple(map(stem, self.bag))
        return stems if self.is_directed else tuple(sorted(stems))

    @property
    def is_directed(self) -> bool:
        """Whether the order of its words matters (``text to image``)."""
        return is_directed(self.plain)

    @property
    def head(self) -> str:
        """The last word, which says what it is."""
        return self.plain.rsplit(" ", 1)[-1]

    @cached_property
    def coined(self) -> bool:
        """Whether it is a proper name by most papers, not by its short form alone."""
        votes = {True: 0, False: 0}
        for name in self.names:
            votes[name.forms[0] == self.form and is_coined(name)] += (
                name.weight if name.entity else 1
            )
        return votes[True] > votes[False]

    @cached_property
    def parts(self) -> Parts:
        return parse(self.form)

    @cached_property
    def mark(self) -> Mark:
        numbers = tuple(sorted(word for word in pieces(self.form) if any(map(str.isdigit, word))))
        named = self.type in DATA or self.type is EntityType.MODEL
        return Mark(KINDS[self.type], numbers if numbers or named else None)

    @cached_property
    def spread(self) -> int:
        """How many papers and entries of a lexicon name it."""
        return len(self.papers)

    @property
    def size(self) -> int:
        """How many papers name it; an entry of a lexicon counts as several."""
        return sum(name.weight for name in self.names)

    @cached_property
    def own_names(self) -> set[str]:
        """What it is called by itself, in compact form: its name, its short and its long form."""
        return {self.letters, *self.shorts, *(compact(name.forms[0]) for name in self.names)}

    @cached_property
    def is_new(self) -> bool:
        """Whether some paper introduces it."""
        return any(name.new for name in self.names)

    @cached_property
    def entry(self) -> str:
        """The entry of a lexicon that it is, or empty."""
        return min((name.paper for name in self.names if not name.entity), default="")

    @cached_property
    def listed(self) -> set[str]:
        """All its names in lexicons, in compact form."""
        return {compact(form) for name in self.names if not name.entity for form in name.forms}


def is_coined(name: Name) -> bool:
    """Whether the heading is a proper name, whose every letter counts, and no common term."""
    named = name.type in DATA or name.type is EntityType.MODEL
    return named or bool(_COINED.search(name.heading))


def uses(name: Name, form: str) -> Iterator[tuple[str, int]]:
    """What is used where ``name`` is filed under ``form``, and by how many papers."""
    for used in {form} if name.entity else {form, *name.forms}:
        yield used, 1 if name.entity else _LISTED


def coined_anew(introducers: int, users: int) -> bool:
    """Whether a name that so many papers introduce, and use, is another thing in each of these."""
    return introducers > 1 and users < _KNOWN * introducers


def make_units(
    names: Sequence[Name], readings: Sequence[Reading], expansions: Expansions
) -> list[Unit]:
    """Group names to units, sorted by key.

    Args:
        names: all names.
        readings: what each is filed under.
        expansions: of the short forms inside the names.
    """
    introducers: dict[str, set[str]] = defaultdict(set)
    users: Counter[str] = Counter()
    for name, (form, _) in zip(names, readings, strict=True):
        for used, papers in uses(name, form):
            users[used] += papers
        if name.new:
            introducers[form].add(name.paper)
    units: dict[UnitKey, Unit] = {}
    for name, (form, _) in zip(names, readings, strict=True):
        apart = name.new and coined_anew(len(introducers[form]), users[form])
        key = form, name.type, name.paper if apart else ""
        if key not in units:
            units[key] = Unit(*key, plain=expansions.written_out(form))
        units[key].add(name)
    for unit in units.values():
        unit.names.sort()
    return [units[key] for key in sorted(units)]
