"""Names known from annotated texts, with how often each was annotated as what.

Counts are numbers of papers, so that one paper's part can be taken out again: in training a paper
sees what is known without itself.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.joint.schema import TYPES

NO_MATCH = 0
TAGS = 4 * len(TYPES)
"""For each type: the name begins or goes on, and is usually annotated or seldom."""

_LONGEST = 10
_USUAL = 0.5


@dataclass(frozen=True)
class KnownNames:
    """``counts``: for each normal form, papers that annotate it as each type, and that hold it.

    ``left_out`` lists "type form" of a paper that is not counted.
    """

    counts: dict[str, tuple[int, ...]]
    left_out: frozenset[str] | None = None

    def without(self, own: frozenset[str]) -> "KnownNames":
        """What is known without a paper that holds the text and annotates ``own``: "type form"."""
        return replace(self, left_out=own)

    def look_up(self, form: str) -> NDArray[np.float32]:
        """The counts [7] of ``form``."""
        counts = np.array(self.counts.get(form, (0,) * (len(TYPES) + 1)), dtype=np.float32)
        if self.left_out is not None and counts[-1]:
            counts[-1] -= 1
            for index, kind in enumerate(TYPES):
                counts[index] -= f"{kind} {form}" in self.left_out
        return counts

    def matches(self, norms: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Every run of words whose normal forms make a known one: first word, last word, form."""
        full = [place for place, norm in enumerate(norms) if norm]
        for number, start in enumerate(full):
            form = ""
            for end in full[number : number + _LONGEST]:
                form = f"{form} {norms[end]}" if form else norms[end]
                if form in self.counts:
                    yield start, end, form

    def tag(self, norms: Sequence[str]) -> NDArray[np.int64]:
        """For each word ``NO_MATCH`` or the tag (from 1) of the longest known name around it."""
        tags = np.zeros(len(norms), dtype=np.int64)
        found = sorted(self.matches(norms), key=lambda match: (match[0] - match[1], match[0]))
        for start, end, form in found:
            counts = self.look_up(form)
            annotated = counts[:-1].sum()
            if annotated <= 0 or tags[start : end + 1].any():
                continue
            seldom = annotated < _USUAL * counts[-1]
            tags[start : end + 1] = 2 + 4 * int(counts[:-1].argmax()) + 2 * int(seldom)
            tags[start] -= 1
        return tags

    def save(self, path: Path) -> None:
        """Write to ``path``; the same names give the same bytes."""
        data = json.dumps(dict(sorted(self.counts.items())), ensure_ascii=False)
        path.write_bytes(gzip.compress(data.encode(), mtime=0))

    @classmethod
    def load(cls, path: Path) -> "KnownNames":
        """Read what :meth:`save` wrote."""
        data = json.loads(gzip.decompress(path.read_bytes()))
        return cls({form: tuple(counts) for form, counts in data.items()})
