"""A paper as the learned steps read it: words, sentences, and where the entities stand."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Doc

from extractors.cues import cue
from extractors.doc import layout
from kg.records import Span

MAX_MENTIONS = 10
"""Mentions of one thing that are read: those after them say little more."""

_JOINERS = frozenset({",", "and", "or", "&", "/", "as", "well", "both", ";", '"', "'", "`", "``"})


_MAX_LIST = 40
"""Tokens to which a list of entities is followed back."""


class Place(NamedTuple):
    """Tokens ``start`` to ``end`` (excluded), in the sentence with index ``sentence``."""

    start: int
    end: int
    sentence: int


class Reading:
    """``doc`` with lower-case words, sentence numbers and the places of ``mentions``, by key."""

    def __init__(self, doc: Doc, mentions: Mapping[str, Iterable[Span]]) -> None:
        self.text, self.words, self.sentences, self._sentence_of = layout(doc)
        self._doc = doc
        self.places = {
            key: [self.place(span) for span in islice(spans, MAX_MENTIONS)]
            for key, spans in mentions.items()
        }

    def place(self, span: Span) -> Place:
        """The tokens that ``span`` (in characters) touches."""
        found = self._doc.char_span(*span, alignment_mode="expand")
        assert found is not None, "spans of a text lie within it"
        return Place(found.start, found.end, self._sentence_of[found.start])

    @cached_property
    def _occupied(self) -> list[bool]:
        occupied = [False] * len(self.words)
        for places in self.places.values():
            for place in places:
                occupied[place.start : place.end] = [True] * (place.end - place.start)
        return occupied

    @cached_property
    def _bounds(self) -> list[tuple[int, int]]:
        """First token and end of every sentence."""
        bounds: dict[int, tuple[int, int]] = {}
        for token, number in enumerate(self._sentence_of):
            bounds[number] = bounds.get(number, (token, 0))[0], token + 1
        return [bounds.get(number, (0, 0)) for number in range(len(self.sentences))]

    def context(self, place: Place) -> Iterator[str]:
        """Features of the surroundings of one mention."""
        low, high = self._bounds[place.sentence]
        words = self.words
        left1 = words[place.start - 1] if place.start > low else "^"
        left2 = words[place.start - 2] if place.start > low + 1 else "^"
        right1 = words[place.end] if place.end < high else "$"
        right2 = words[place.end + 1] if place.end + 1 < high else "$"
        yield f"left {left1}"
        yield f"left {left2} {left1}"
        yield f"right {right1}"
        yield f"right {right1} {right2}"
        governor = self._governor(place, low)
        yield f"governor {governor}"
        for token in range(max(low, place.start - 12), place.start):
            if found := cue(words[token]):
                yield f"before {found}"
        for token in range(place.end, min(high, place.end + 8)):
            if found := cue(words[token]):
                yield f"after {found}"
        yield f"opening {words[low]}"
        yield f"sentence {self.position(place.sentence)}"

    def position(self, sentence: int) -> str:
        """Where a sentence stands in the paper."""
        if sentence <= 3:
            return str(sentence)
        return "last" if sentence == len(self.sentences) - 1 else "later"

    def _governor(self, place: Place, low: int) -> str:
        """The two words before the list of entities that ``place`` is a member of."""
        token = place.start - 1
        while token >= max(low, place.start - _MAX_LIST) and (
            self._occupied[token] or self.words[token] in _JOINERS
        ):
            token -= 1
        return " ".join(self.words[max(low, token - 1) : token + 1])

    def nearest(self, ones: list[Place], others: list[Place]) -> tuple[Place, Place]:
        """The mentions of two things that are nearest to each other, best in one sentence."""

        def distance(pair: tuple[Place, Place]) -> tuple[bool, int, int]:
            one, other = pair
            return (
                one.sentence != other.sentence,
                abs(one.sentence - other.sentence),
                abs(one.start - other.start),
            )

        return min(((one, other) for one in ones for other in others), key=distance)

    def between(self, one: Place, other: Place) -> Iterator[str]:
        """Features of what stands between two mentions."""
        if one.sentence != other.sentence:
            gap = other.sentence - one.sentence
            yield f"apart {max(-3, min(3, gap))}"
            return
        order = "then" if one.start < other.start else "after"
        first, second = (one, other) if one.start < other.start else (other, one)
        gap = second.start - first.end
        yield f"{order} {_bucket(gap)}"
        inside = self.words[first.end : second.start]
        if gap <= 4:
            yield f"{order} between: {' '.join(inside)}"
        for token, word in enumerate(inside, first.end):
            if self._occupied[token]:
                yield f"{order} over entity"
            elif gap <= 8:
                yield f"{order} {word}"
            if found := cue(word):
                yield f"{order} {found}"
        if one.sentence == 0:
            yield f"title {order}"
            for word in inside:
                yield f"title {order} {word}"


def _bucket(gap: int) -> str:
    for bound in (0, 1, 2, 4, 8, 16):
        if gap <= bound:
            return str(bound)
    return "far"


def shape(name: str) -> str:
    """The look of a name: ``coined`` (inner capitals or digits), ``capitalised`` or ``lower``."""
    if any(char.isupper() for word in name.split() for char in word[1:]):
        return "coined"
    if any(char.isdigit() for char in name):
        return "digits"
    return "lower" if name == name.lower() else "capitalised"
