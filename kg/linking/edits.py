"""What it means to change one word of a name, learned from the papers themselves.

Where one entity has two surfaces that differ in a word (``time series prediction`` and ``time
series forecasting``), the change does not matter; where a paper has two entities that do (``image
classification`` and ``image segmentation``), it does. Both are counted over all papers.
"""

import math
from collections import Counter
from collections.abc import Iterable
from itertools import combinations, groupby

from kg.linking.names import Name
from kg.linking.senses import Expansions
from kg.linking.words import bag

Edit = tuple[str, str]
"""The word on either side, in order; an empty one where a word was added."""

_DOUBT = 0.5
"""Papers that each side of the count starts with."""


def edit_between(one: tuple[str, ...], other: tuple[str, ...]) -> Edit | None:
    """The one word that two bags of words differ in, if it is one."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return None
    gone, come = list(one), list[str]()
    for word in other:
        if word in gone:
            gone.remove(word)
        elif come:
            return None
        else:
            come.append(word)
    if max(len(gone), len(come)) != 1 or len(gone) == len(one) or len(come) == len(other):
        return None
    first, second = sorted(("".join(gone), "".join(come)))
    return first, second


class Edits:
    """Counts of edits that keep the thing and of edits that make another one.

    Args:
        names: all names, sorted, so that those of a paper stand together.
        expansions: of the short forms inside the names.
    """

    def __init__(self, names: Iterable[Name], expansions: Expansions) -> None:
        self.kept: Counter[Edit] = Counter()
        self.changed: Counter[Edit] = Counter()
        for _, paper in groupby(names, key=lambda name: name.paper):
            headings = []
            for name in paper:
                bags = {bag(expansions.written_out(form)) for form in name.forms}
                self.kept.update(_edits(bags))
                headings.append(bag(expansions.written_out(name.form)))
            self.changed.update(_edits(headings))

    def log_odds(self, edit: Edit) -> float:
        """How much likelier it is that ``edit`` keeps the thing than that it makes another."""
        return math.log((self.kept[edit] + _DOUBT) / (self.changed[edit] + _DOUBT))

    def synonyms(self) -> dict[str, list[str]]:
        """For every word (or none, "") the words that mostly may stand in its place."""
        found: dict[str, list[str]] = {}
        for edit in sorted(self.kept):
            if self.log_odds(edit) > 0:
                one, other = edit
                found.setdefault(one, []).append(other)
                found.setdefault(other, []).append(one)
        return found


def _edits(bags: Iterable[tuple[str, ...]]) -> set[Edit]:
    found = {edit_between(one, other) for one, other in combinations(bags, 2)}
    return {edit for edit in found if edit}
