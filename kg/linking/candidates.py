"""Which units may be one thing at all: blocking, so that no step looks at all pairs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from kg.linking.decisions import Verdicts
from kg.linking.edits import Edits
from kg.linking.units import Unit

_CROWD = 20
"""Units that share a name with so many others are not compared for it."""

Pair = tuple[int, int]
"""Two positions in the list of units, the smaller first."""


def candidates(units: Sequence[Unit], edits: Edits, verdicts: Verdicts) -> list[Pair]:
    """Pairs of units that share a name, its words or stems, or differ in one word, sorted."""
    found: set[Pair] = set()
    for keys in (
        [[unit.letters] for unit in units],
        [[unit.bag] for unit in units],
        [[unit.stems] for unit in units],
        [sorted(unit.forms) for unit in units],
        [[unit.parts] if unit.coined else [] for unit in units],
    ):
        found.update(_same_block(keys))
    found.update(_called_by_name(units))
    found.update(_one_word_apart(units, edits))
    found.update(_decided(units, verdicts))
    return sorted(
        (one, other) for one, other in found if units[one].mark.kind == units[other].mark.kind
    )


def _same_block(keys: Iterable[Iterable[Hashable]]) -> Iterator[Pair]:
    for block in _blocks(keys).values():
        if len(block) <= _CROWD:
            yield from combinations(block, 2)


def _called_by_name(units: Sequence[Unit]) -> Iterator[Pair]:
    """Pairs of which one is called by the other's own name in some paper."""
    owners = _blocks([unit.letters] for unit in units)
    for position, unit in enumerate(units):
        for form in unit.forms:
            for owner in owners.get(form, ()):
                if owner != position:
                    yield min(owner, position), max(owner, position)


def _one_word_apart(units: Sequence[Unit], edits: Edits) -> Iterator[Pair]:
    """Pairs where one has a word more, or another word that is known to stand for it."""
    owners = _blocks([unit.bag] for unit in units)
    synonyms = edits.synonyms()
    for position, unit in enumerate(units):
        for place, word in enumerate(unit.bag):
            rest = unit.bag[:place] + unit.bag[place + 1 :]
            for other in ("", *synonyms.get(word, ())):
                words = rest if not other else (*unit.bag[:place], other, *unit.bag[place + 1 :])
                for owner in owners.get(words if unit.is_directed else tuple(sorted(words)), ()):
                    if owner != position:
                        yield min(owner, position), max(owner, position)


def _decided(units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Pair]:
    """Pairs on whose names a person decided."""
    owners = _blocks(sorted(unit.own_names) for unit in units)
    for position, unit in enumerate(units):
        for name in unit.own_names:
            for partner in verdicts.partners(name):
                for owner in owners.get(partner, ()):
                    if owner != position:
                        yield min(owner, position), max(owner, position)


def _blocks(keys: Iterable[Iterable[Hashable]]) -> dict[Hashable, list[int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for position, unit_keys in enumerate(keys):
        for key in unit_keys:
            blocks[key].append(position)
    return blocks
