"""Which units may be one thing at all: blocking, so that no step looks at all pairs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.linking.decisions import Verdicts
from kg.linking.edits import Edits
from kg.linking.units import Unit

CROWD = 20
"""Units that share a name with so many others are not compared for it."""

Pair = tuple[int, int]
"""Two positions in the list of units, the smaller first."""

Key = tuple[str, Hashable]
"""What sort of key it is, and the key."""


def candidates(units: Sequence[Unit], edits: Edits, verdicts: Verdicts) -> list[Pair]:
    """Pairs of units that share a name, its words or stems, or differ in one word, sorted."""
    synonyms = edits.synonyms()
    found: set[Pair] = set()
    for block in _by_key(map(block_keys, units)).values():
        if len(block) <= CROWD:
            found.update(combinations(block, 2))
    owners = _by_key(addresses(unit, verdicts) for unit in units)
    for position, unit in enumerate(units):
        for key in looked_up(unit, synonyms, verdicts):
            for owner in owners.get(key, ()):
                if owner != position:
                    found.add((min(owner, position), max(owner, position)))
    return sorted(
        (one, other) for one, other in found if units[one].mark.kind == units[other].mark.kind
    )


def block_keys(unit: Unit) -> set[Key]:
    """Units that share one of these are compared, unless they are a crowd."""
    keys: set[Key] = {("letters", unit.letters), ("words", unit.bag), ("stems", unit.stems)}
    keys.update(("name", form) for form in unit.forms)
    if unit.coined:
        keys.add(("parts", unit.parts))
    return keys


def addresses(unit: Unit, verdicts: Verdicts) -> set[Key]:
    """Under what other units find this one, however many they are."""
    keys: set[Key] = {("letters", unit.letters), ("words", unit.bag)}
    keys.update(("decided", name) for name in unit.own_names if verdicts.partners(name))
    return keys


def looked_up(unit: Unit, synonyms: Mapping[str, Sequence[str]], verdicts: Verdicts) -> set[Key]:
    """The addresses at which this unit looks for others: names that papers call it by, its name
    with a word left out or changed for one that is known to stand for it, and what a person
    decided on.
    """
    keys: set[Key] = {("letters", form) for form in unit.forms}
    keys.update(("words", words) for words in _one_word_apart(unit, synonyms))
    keys.update(
        ("decided", partner) for name in unit.own_names for partner in verdicts.partners(name)
    )
    return keys


def _one_word_apart(unit: Unit, synonyms: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    for place, word in enumerate(unit.bag):
        before, after = unit.bag[:place], unit.bag[place + 1 :]
        for other in ("", *synonyms.get(word, ())):
            words = (*before, other, *after) if other else before + after
            yield words if unit.is_directed else tuple(sorted(words))


def _by_key(keys: Iterable[Iterable[Key]]) -> dict[Key, list[int]]:
    positions: dict[Key, list[int]] = defaultdict(list)
    for position, unit_keys in enumerate(keys):
        for key in unit_keys:
            positions[key].append(position)
    return positions
