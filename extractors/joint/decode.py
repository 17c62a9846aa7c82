"""From the vectors of a text's words to entities, relations and results."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, Protocol

import numpy as np

from extractors.joint import candidates, features, questions, uniting
from extractors.joint.candidates import Group, Place, Places
from extractors.joint.findings import (
    Found,
    FoundEntity,
    FoundRelation,
    FoundResult,
    Thresholds,
    settle,
)
from extractors.joint.gazetteer import KnownNames
from extractors.joint.schema import ALLOWED, FILLS, LABELS, MIRRORED, OUTCOMES, ROLES, TYPES
from extractors.joint.tags import Floats
from extractors.joint.text import Document
from kg.schema import RelationType

_COMPARED = LABELS.index(RelationType.COMPARED_WITH)
_NEVER = 0.02
"""A probability at which a relation is not worth a thought."""

_SUREST = 10.0
"""Log-odds beyond which a pair of names counts no more in the mean of several."""


class HeadsLike(Protocol):
    """The heads, in numpy or in training; :class:`extractors.joint.heads.Heads` describes them."""

    def tags(self, x: Floats) -> Floats: ...

    def pool(self, x: Floats, places: Sequence[Places]) -> Floats: ...

    def types(self, x: Floats, vectors: Floats, facts: Floats) -> Floats: ...

    def sameness(self, a: Floats, b: Floats, facts: Floats) -> Floats: ...

    def novelty(self, x: Floats, vectors: Floats, facts: Floats) -> Floats: ...

    def relations(
        self,
        x: Floats,
        vectors: Floats,
        facts: Floats,
        novelty: Floats,
        pairs: questions.Pairs,
    ) -> Floats: ...

    def figures(self, x: Floats, places: Sequence[Place]) -> Floats: ...

    def kept(self, figures: Floats) -> Floats: ...

    def roles(
        self, x: Floats, figures: Floats, vectors: Floats, pairs: questions.Pairs
    ) -> Floats: ...


class Judged(NamedTuple):
    """A text with word vectors ``x`` [W, hidden] and what its candidates may be.

    ``chances`` [G, 1 + types] are the groups' probabilities of being no name and of each type.
    """

    document: Document
    x: Floats
    scores: Floats
    values: list[Place]
    groups: list[Group]
    vectors: Floats
    chances: Floats


class _Asked(NamedTuple):
    """A text with its entities and their vectors [E, size], as later heads are asked about it."""

    document: Document
    x: Floats
    vectors: Floats
    entities: questions.Entities


class Decoder:
    """Asks the heads about a text and says what is probable enough."""

    def __init__(self, heads: HeadsLike, known: KnownNames, thresholds: Thresholds) -> None:
        self._heads = heads
        self._known = known
        self._thresholds = thresholds

    def __call__(self, document: Document, x: Floats) -> Found:
        """What is probable enough in a text with word vectors ``x`` [W, hidden]."""
        judged = self.judge(document, x)
        return Found() if judged is None else settle(self.weigh(judged), self._thresholds)

    def judge(self, document: Document, x: Floats) -> Judged | None:
        """Find candidates and judge each; None if there is none."""
        if not len(x):
            return None
        scores = self._heads.tags(x)
        groups, values = candidates.propose(document, scores, self._known)
        if not groups:
            return None
        places = [group.places for group in groups]
        forms = [[group.form] for group in groups]
        vectors = self._heads.pool(x, places)
        facts = questions.names(document, places, forms, scores, self._known)
        chances = np.exp(self._heads.types(x, vectors, facts))
        return Judged(document, x, scores, values, groups, vectors, chances)

    def name(self, judged: Judged) -> tuple[FoundEntity, ...]:
        """The entities: names that are accepted, those of one thing united; none is new yet."""
        groups, chances = judged.groups, judged.chances
        accepted = np.flatnonzero(1 - chances[:, 0] >= self._thresholds.entity).tolist()
        kept = _longest_first(groups, accepted)
        entities = []
        for cluster in self._unite(judged, kept):
            kind = int(chances[cluster, 1:].sum(axis=0).argmax())
            entities.append(
                FoundEntity(
                    TYPES[kind],
                    tuple(sorted(place for number in cluster for place in kept[number])),
                    tuple(groups[number].form for number in cluster),
                    0.0,
                    float(chances[cluster, 1 + kind].max()),
                )
            )
        return tuple(sorted(entities, key=lambda entity: entity.places))

    def weigh(self, judged: Judged) -> Found:
        """Entities, with all relations and results that could be, however improbable."""
        named = self.name(judged)
        if not named:
            return Found()
        document, x = judged.document, judged.x
        places = [entity.places for entity in named]
        types = [TYPES.index(entity.type) for entity in named]
        vectors = self._heads.pool(x, places)
        forms = [entity.forms for entity in named]
        facts = questions.names(document, places, forms, judged.scores, self._known)
        facts = questions.typed(facts, types)
        novelty = self._heads.novelty(x, vectors, facts)
        entities = tuple(
            entity._replace(new=float(new)) for entity, new in zip(named, novelty, strict=True)
        )
        asked = _Asked(document, x, vectors, questions.Entities(places, types, facts, novelty))
        relations = tuple(_as_sure_as_its_ends(r, entities) for r in self._relations(asked))
        mentioned = [place for found in places for place in found]
        values = [value for value in judged.values if not candidates.overlaps(value, mentioned)]
        return Found(entities, relations, tuple(self._results(asked, values)))

    def _unite(self, judged: Judged, kept: Mapping[int, Places]) -> list[list[int]]:
        """Groups by entity."""
        document, groups, vectors = judged.document, judged.groups, judged.vectors
        kinds = judged.chances[:, 1:].argmax(axis=1)
        defined = uniting.definitions(document, kept)
        pairs = [
            (a, b)
            for a, b in combinations(sorted(kept), 2)
            if kinds[a] == kinds[b] or (a, b) in defined or (b, a) in defined
        ]
        if not pairs:
            return [[number] for number in sorted(kept)]
        facts = np.stack([features.same(document, groups[a], groups[b]) for a, b in pairs])
        a_side, b_side = (vectors[list(side)] for side in zip(*pairs, strict=True))
        same = self._heads.sameness(a_side, b_side, facts)
        odds = np.clip(_log_odds(same) - _log_odds(self._thresholds.same), -_SUREST, _SUREST)
        asked = dict(zip(pairs, odds.tolist(), strict=True))
        return uniting.unite(sorted(kept), uniting.log_odds(asked, defined))

    def _relations(self, asked: _Asked) -> Iterator[FoundRelation]:
        document, x, vectors, entities = asked
        novelty = entities.novelty
        pairs = questions.links(document, entities.places, entities.types)
        if not len(pairs.ends):
            return
        logits = self._heads.relations(x, vectors, entities.facts, novelty, pairs)
        chances = 1 / (1 + np.exp(-logits[:, : len(LABELS)]))
        kinds = np.array(entities.types)[pairs.ends]
        chances[~ALLOWED[kinds[:, 0], kinds[:, 1]]] = 0
        outcomes = np.exp(logits[:, len(LABELS) :])
        outcomes /= outcomes.sum(axis=1, keepdims=True)
        row_of = {(a, b): row for row, (a, b) in enumerate(pairs.ends.tolist())}
        for (a, b), row in row_of.items():
            for label in np.flatnonzero(chances[row] > _NEVER):
                if label != _COMPARED:
                    yield FoundRelation(a, LABELS[label], b, None, float(chances[row, label]))
            # A comparison is asked both ways; its head is the likelier contribution.
            back = row_of.get((b, a))
            if back is not None and (novelty[a], -a) > (novelty[b], -b):
                chance = float(chances[[row, back], _COMPARED].mean())
                outcome = int((outcomes[row] + outcomes[back][MIRRORED]).argmax())
                if chance > _NEVER:
                    yield FoundRelation(a, LABELS[_COMPARED], b, OUTCOMES[outcome], chance)

    def _results(self, asked: _Asked, values: list[Place]) -> Iterator[FoundResult]:
        document, x, vectors, entities = asked
        if not values:
            return
        figures = self._heads.figures(x, values)
        kept = self._heads.kept(figures)
        kept[:, 1 + ROLES.index("on")] -= self._thresholds.unnamed
        pairs = questions.roles(document, values, entities)
        logits = np.zeros((0, len(FILLS)), np.float32)
        if len(pairs.ends):
            logits = self._heads.roles(x, figures, vectors, pairs)
        kinds = np.array(entities.types)
        for number, value in enumerate(values):
            chance = float(1 / (1 + np.exp(-kept[number, 0])))
            rows = np.flatnonzero(pairs.ends[:, 0] == number)
            near = pairs.ends[rows, 1]
            ends: list[int | None] = []
            for role, fills in enumerate(FILLS):
                fits = fills[kinds[near]]
                choices = np.append(kept[number, 1 + role], logits[rows[fits], role])
                best = int(choices.argmax())
                ends.append(int(near[fits][best - 1]) if best else None)
            yield FoundResult(value, ends[0], ends[1], ends[2], chance)


def _as_sure_as_its_ends(relation: FoundRelation, entities: Sequence[FoundEntity]) -> FoundRelation:
    """``relation`` with a confidence that a doubtful end lowers, by the root of its own.

    Whether it is right at all asks for the product; half of that, in logarithms, does best on the
    dev corpus, as the model has seen how sure the ends are.
    """
    ends = entities[relation.head].confidence * entities[relation.tail].confidence
    return relation._replace(confidence=relation.confidence * ends**0.5)


def _log_odds(chance: Floats | float) -> Floats:
    chance = np.clip(chance, 1e-6, 1 - 1e-6)
    odds: Floats = np.log(chance) - np.log1p(-chance)
    return odds


def _longest_first(groups: list[Group], accepted: list[int]) -> dict[int, Places]:
    """The places of accepted groups that lie in no longer one; groups without any are left out."""
    found = sorted(
        (start - end, start, number, end)
        for number in accepted
        for start, end in groups[number].places
    )
    taken: set[int] = set()
    kept: dict[int, list[Place]] = {}
    for _, start, number, end in found:
        words = range(start, end + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.setdefault(number, []).append((start, end))
    return {number: tuple(sorted(places)) for number, places in kept.items()}
