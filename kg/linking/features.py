"""What speaks for and against two units being one thing, as numbers between about -1 and 1."""

import math

from kg.linking.edits import Edit, Edits, edit_between
from kg.linking.names import akin_types
from kg.linking.units import Unit
from kg.linking.words import SHELLS
from kg.schema import EntityType

Features = dict[str, float]


def features(one: Unit, other: Unit, edits: Edits, together: int) -> Features:
    """Everything that the decision looks at; what is absent is 0.

    Args:
        one: a unit.
        other: another one.
        edits: what it means to change one word of a name.
        together: how many papers name both.
    """
    found = {"bias": 1.0, **_name(one, other, edits), **_usage(one, other), **_types(one, other)}
    if together:
        found["apart in a paper"] = math.log1p(together)
    if one.introducer and other.introducer:
        found["introduced twice"] = 1.0
    if one.letters != other.letters and (one.is_new or other.is_new):
        found["new in its paper"] = 1.0
    if one.entry and other.entry and one.entry != other.entry:
        found["two entries"] = 1.0
    return found


def _name(one: Unit, other: Unit, edits: Edits) -> Features:
    coined = one.coined and other.coined
    if one.form == other.form:
        return {"same name": 1.0}
    if one.letters == other.letters:
        found = {"same letters": 1.0}
    elif one.bag == other.bag:
        found = {"same words": 1.0}
    elif coined and one.parts == other.parts:
        found = {"same parts": 1.0}
    elif one.stems == other.stems:
        found = {"same stems" if one.head == other.head else "other form of its noun": 1.0}
    elif edit := edit_between(one.bag, other.bag):
        found = _edit(edit, one, other) | {"change is harmless": edits.log_odds(edit)}
    else:
        found = {"names differ": 1.0}
    return found | {"coined": 1.0} if coined else found


def _edit(edit: Edit, one: Unit, other: Unit) -> Features:
    if edit[0]:
        return {"word changed": 1.0}
    found = {"word added": 1.0}
    if edit[1] in SHELLS and other.type in akin_types(one.type):
        found["says what it is"] = 1.0
    if min(len(one.bag), len(other.bag)) == 1:
        found["single word"] = 1.0
    return found


def _usage(one: Unit, other: Unit) -> Features:
    found: Features = {}
    if one.letters != other.letters:
        found = _called(one, other) | _called(other, one)
        if _in_one_entry(one, other):
            found["listed as one"] = 1.0
    shared = (one.forms.keys() & other.forms.keys()) - one.shorts - other.shorts
    shared -= {one.letters, other.letters}
    if shared:
        found["shares a name"] = max(min(_share(one, f), _share(other, f)) for f in shared)
    if one.shorts & other.shorts:
        found["same short form"] = 1.0
    return found


def _in_one_entry(one: Unit, other: Unit) -> bool:
    return other.letters in one.listed or one.letters in other.listed


def _called(one: Unit, other: Unit) -> Features:
    """How often papers call ``one`` by the name of ``other``, and what that is: a short form,
    the name cut short, or another name.
    """
    times = one.forms[other.letters]
    if not times:
        return {}
    if other.letters in one.shorts:
        return {"is its short form": 1.0}
    if set(other.bag) < set(one.bag):
        return {"cut short": math.log1p(times)}
    return {"called by its name": math.log1p(times)}


def _share(unit: Unit, form: str) -> float:
    """Share of the unit's papers that call it so, drawn towards 0 where papers are few."""
    return unit.forms[form] / (unit.spread + 1)


def _types(one: Unit, other: Unit) -> Features:
    if one.type is other.type:
        return {}
    if other.type in akin_types(one.type):
        return {"types akin": 1.0}
    if EntityType.MODEL in (one.type, other.type):
        return {"model and other": 1.0}
    if EntityType.METRIC in (one.type, other.type):
        return {"metric and other": 1.0}
    return {"method and task": 1.0}
