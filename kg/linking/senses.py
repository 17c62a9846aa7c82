"""What a short form stands for, told from all papers that write it out."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from kg.linking.decisions import Verdicts
from kg.linking.names import Name, akin_types
from kg.linking.normalise import compact
from kg.linking.words import content
from kg.schema import EntityType

_SURE = 0.75
"""A bare short form is read as a long one only if so probable."""
_UNKNOWN = 0.25
"""Papers that a sense which nobody writes out counts as."""
_RENEWED = 0.1
"""How likely a name is to be a known one although its paper is said to introduce it."""
_PRIOR = 5.0
"""Papers' worth of belief that a sense keeps the company that all papers keep."""


class Reading(NamedTuple):
    """What a name is filed under, and how sure that is."""

    form: str
    probability: float


@dataclass
class Sense:
    """One meaning of a short form: the papers that write it out, by type, case and company."""

    longs: Counter[str] = field(default_factory=Counter)
    types: Counter[EntityType] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    company: Counter[str] = field(default_factory=Counter)

    @cached_property
    def papers(self) -> int:
        return self.longs.total()

    @cached_property
    def long(self) -> str:
        """The long form that most papers write."""
        return min(self.longs, key=lambda form: (-self.longs[form], form))


@dataclass(frozen=True)
class Expansions:
    """What short forms nearly always stand for: the long form by the short one."""

    longs: Mapping[str, str]

    def written_out(self, form: str) -> str:
        """``form`` with the short forms among its words written out: ``llm agent``."""
        words = form.split()
        return " ".join(self.longs.get(word, word) for word in words) if words[1:] else form


class Senses:
    """All short forms with their senses.

    Long forms that differ only in little words and hyphens are one sense from the start; whether
    others are one thing is left to the linker.
    """

    def __init__(self, names: Iterable[Name], verdicts: Verdicts) -> None:
        self.verdicts = verdicts
        self.of: dict[str, dict[str, Sense]] = defaultdict(lambda: defaultdict(Sense))
        for name in names:
            if name.short:
                sense = self.of[name.short][sense_key(name.form)]
                sense.longs[name.form] += name.weight
                sense.types[name.type] += name.weight
                sense.cases[name.written] += name.weight

    def long_form(self, name: Name) -> str:
        """The usual spelling of the long form of a name that has a short one."""
        return self.of[name.short][sense_key(name.form)].long

    def expansions(self) -> Expansions:
        """The short forms that nearly always stand for one thing."""
        found = {short: self.expansion(short) for short in self.of}
        return Expansions({short: long for short, long in found.items() if long})

    def expansion(self, short: str) -> str | None:
        """What ``short`` nearly always stands for, if at least three papers say so."""
        senses = self.of[short]
        top = min(senses.values(), key=lambda s: (-s.papers, s.long))
        total = sum(sense.papers for sense in senses.values())
        return top.long if top.papers >= 3 and top.papers >= _SURE * total else None

    def is_ambiguous(self, short: str) -> bool:
        """Whether ``short`` has several senses."""
        return len(self.of.get(short, ())) > 1

    def ambiguous(self) -> set[str]:
        """The short forms that have several senses."""
        return {short for short in self.of if self.is_ambiguous(short)}

    def add_company(self, name: Name, company: Iterable[str]) -> None:
        """Count what is named beside a short form that is written out."""
        self.of[name.short][sense_key(name.form)].company.update(company)

    def read(
        self, name: Name, company: Sequence[str], usual: Mapping[str, float]
    ) -> Reading | None:
        """The long form that a bare ``name`` stands for, or None if that is not sure.

        Naive Bayes over the senses and one unknown sense: how many papers mean each, how often
        it has this type and this case, and the things named beside it.

        Args:
            name: a name with no long form in its paper.
            company: forms of the other entities of that paper.
            usual: share of all papers that name each form.
        """
        senses = self.of.get(compact(name.form))
        if not senses:
            return None
        scores = {
            sense.long: _likelihood(sense, name, company, usual)
            for sense in senses.values()
            if self.verdicts.on([compact(name.form)], [compact(sense.long)]) != "different"
        }
        if not scores:
            return None
        unknown = math.log(_UNKNOWN) + math.log(0.5) + math.log(0.5)
        total = sum(map(math.exp, (*scores.values(), unknown)))
        best = min(scores, key=lambda long: (-scores[long], long))
        sure = math.exp(scores[best]) / total
        return Reading(best, sure) if sure >= _SURE else None


def _likelihood(
    sense: Sense, name: Name, company: Sequence[str], usual: Mapping[str, float]
) -> float:
    same = sense.types[name.type]
    akin = sum(sense.types[kind] for kind in akin_types(name.type)) - same
    other = sense.papers - same - akin
    typed = (same + 0.7 * akin + 0.2 * other + 0.2) / (sense.papers + 1)
    cased = (sense.cases[name.written] + 0.15) / (sense.papers + 1)
    known = sum(
        math.log((sense.company[form] / usual[form] + _PRIOR) / (sense.papers + _PRIOR))
        for form in company
        if sense.company.get(form)
    )
    prior = sense.papers * (_RENEWED if name.new else 1.0)
    return math.log(prior) + math.log(typed) + math.log(cased) + known


def sense_key(long: str) -> str:
    """What long forms of one sense share: all but little words, blanks and hyphens."""
    return "".join(content(long))


def read_all(names: Sequence[Name], senses: Senses) -> list[Reading]:
    """What every name is filed under: its long form, or else itself.

    Args:
        names: all names, sorted, so that those of a paper stand together.
        senses: made from the same names.
    """
    papers = [list(group) for _, group in groupby(names, key=lambda name: name.paper)]
    named = Counter(form for paper in papers for form in {name.form for name in paper})
    usual = {form: count / len(papers) for form, count in named.items()}
    for paper in papers:
        for name in paper:
            if senses.is_ambiguous(name.short):
                senses.add_company(name, beside(name, paper))
    return [reading for paper in papers for reading in read_paper(paper, senses, usual)]


def read_paper(
    paper: Sequence[Name], senses: Senses, usual: Mapping[str, float]
) -> Iterator[Reading]:
    """What every name of one paper is filed under.

    Args:
        paper: its names.
        senses: of the short forms among these, at least.
        usual: share of all papers that name each form, where a sense keeps its company.
    """
    return (_read(name, paper, senses, usual) for name in paper)


def _read(name: Name, paper: Sequence[Name], senses: Senses, usual: Mapping[str, float]) -> Reading:
    if name.short:
        return Reading(senses.long_form(name), 1.0)
    return senses.read(name, beside(name, paper), usual) or Reading(name.form, 1.0)


def beside(name: Name, paper: Sequence[Name]) -> list[str]:
    """The company of ``name``: the forms of all other names of its paper."""
    return [other.form for other in paper if other is not name]
