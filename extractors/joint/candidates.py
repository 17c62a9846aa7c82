"""Candidate names in a text: tagged spans and known names, grouped by normal form."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from extractors.joint import tags
from extractors.joint.gazetteer import KnownNames
from extractors.joint.text import Document, normal

Place = tuple[int, int]
"""First and last word."""

Places = tuple[Place, ...]

_LONGEST = 12
_EAGERNESS = 1.5
"""How much the tagger is pushed to find names: those too many are turned down later."""

_KNOWN_IN = 2.0
"""A name that so many papers annotate, and half of those that hold it, is a candidate untagged."""


_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s{}]+")


class Group(NamedTuple):
    """One normal form with all its places in the text."""

    form: str
    places: Places


def propose(
    document: Document, scores: tags.Floats, known: KnownNames
) -> tuple[list[Group], list[Place]]:
    """Candidate names, and the places of figures, from log-probabilities [W, tags]."""
    eager = scores.copy()
    eager[:, tags.OUTSIDE] -= _EAGERNESS
    sure, more = (tags.spans(tags.viterbi(table)) for table in (scores, eager))
    values: list[Place] = []
    found: dict[str, list[Place]] = defaultdict(list)
    addresses = _web_addresses(document)
    abstract = _abstract(document)
    for start, end, kind in [*sure, *more]:
        if start < abstract <= end or overlaps((start, end), addresses):
            continue
        form = normal(document.surface(start, end))
        into = values if kind == tags.VALUE else found[form] if form else None
        if into is not None and not overlaps((start, end), into):
            into.append((start, end))
    for _, _, form in known.matches(document.norms):
        counts = known.look_up(form)
        if counts[:-1].sum() >= max(_KNOWN_IN, 0.5 * counts[-1]):
            found.setdefault(form, [])
    names = [(start, end) for start, end, kind in sure if kind != tags.VALUE]
    groups = list(_everywhere(document, found, names, addresses))
    return sorted(groups, key=lambda group: (group.places[0], group.form)), sorted(values)


def overlaps(place: Place, others: Iterable[Place]) -> bool:
    """Whether ``place`` shares a word with any of ``others``."""
    return any(place[0] <= end and start <= place[1] for start, end in others)


def _web_addresses(document: Document) -> list[Place]:
    """The words of web addresses, in which nothing is mentioned (guidelines, "Mentions")."""
    matches = _WEB_ADDRESS.finditer(document.text)
    places = (document.words_at(*match.span()) for match in matches)
    return [place for place in places if place is not None]


def _abstract(document: Document) -> int:
    """The first word of the abstract: no name stands in it and in the title at once."""
    return int(np.searchsorted(document.words[:, 0], document.text.find("\n")))


def _everywhere(
    document: Document, found: dict[str, list[Place]], names: list[Place], never: list[Place]
) -> Iterable[Group]:
    """All places of each form, those within longer names only where there is no other."""
    runs = _runs(document, found)
    for form, tagged in found.items():
        places = tagged + [run for run in runs[form] if not overlaps(run, tagged + never)]
        free = [place for place in places if not any(_inside(place, name) for name in names)]
        if places:
            yield Group(form, tuple(sorted(free or places)))


def _runs(document: Document, forms: Iterable[str]) -> dict[str, list[Place]]:
    wanted = set(forms)
    abstract = _abstract(document)
    runs: dict[str, list[Place]] = {form: [] for form in wanted}
    full = [place for place, norm in enumerate(document.norms) if norm]
    for number, start in enumerate(full):
        form = ""
        for end in full[number : number + _LONGEST]:
            form = f"{form} {document.norms[end]}" if form else document.norms[end]
            if start < abstract <= end:
                break
            if form in wanted and not overlaps((start, end), runs[form]):
                runs[form].append((start, end))
    return runs


def _inside(place: Place, longer: Place) -> bool:
    return longer[0] <= place[0] and place[1] <= longer[1] and longer != place
