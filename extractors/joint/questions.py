"""The questions that the heads are asked about one text, the same in training and in use."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.joint import features
from extractors.joint.candidates import Place, Places
from extractors.joint.gazetteer import KnownNames
from extractors.joint.schema import ALLOWED, FILLS, TYPES
from extractors.joint.tags import Floats, Ints
from extractors.joint.text import Document

TYPED = features.NAME + len(TYPES)
LINK = features.PAIR + len(TYPES) ** 2
ROLE = features.PAIR + 3 + TYPED


class Pairs(NamedTuple):
    """Ordered pairs [P, 2] with their facts [P, F].

    ``ranges`` [P, 2] are the words [from, to) around the two nearest mentions; ``near`` [P, W]
    says of each word whether its sentence names neither (0), the first (1), the second (2) or
    both (3), and is empty for values.
    """

    ends: Ints
    facts: Floats
    ranges: Ints
    near: Ints


class Entities(NamedTuple):
    """Entities as columns: mentions, types, facts [E, TYPED], probabilities [E] of being new."""

    places: Sequence[Places]
    types: Sequence[int]
    facts: Floats
    novelty: Floats


def names(
    document: Document,
    places: Sequence[Places],
    forms: Sequence[Sequence[str]],
    scores: Floats,
    known: KnownNames,
) -> Floats:
    """Facts [E, features.NAME] of names or of entities with several."""
    rows = [
        features.name(document, p, f, scores, known) for p, f in zip(places, forms, strict=True)
    ]
    return np.stack(rows) if rows else np.zeros((0, features.NAME), np.float32)


def typed(facts: Floats, types: Sequence[int]) -> Floats:
    """Facts [E, TYPED]: with the type as one-hot at their end."""
    return np.concatenate([facts, np.eye(len(TYPES), dtype=np.float32)[list(types)]], axis=1)


def links(document: Document, places: Sequence[Places], types: Sequence[int]) -> Pairs:
    """All ordered pairs of entities that some relation may link."""
    held = np.zeros((len(places), len(document.sentences)), dtype=np.int64)
    for number, mentions in enumerate(places):
        held[number, document.sentence[[start for start, _ in mentions]]] = 1
    lawful = np.array(ALLOWED.any(axis=2))
    index, facts, ranges = [], [], []
    for a in range(len(places)):
        for b in range(len(places)):
            if a != b and lawful[types[a], types[b]]:
                row, around = features.pair(document, places[a], places[b])
                ends = np.zeros(len(TYPES) ** 2, dtype=np.float32)
                ends[types[a] * len(TYPES) + types[b]] = 1
                index.append((a, b))
                facts.append(np.concatenate([row, ends]))
                ranges.append(around)
    if not index:
        return _no_pairs(LINK, len(document.words))
    pairs = np.array(index)
    near = (held[pairs[:, 0]] + 2 * held[pairs[:, 1]])[:, document.sentence]
    return Pairs(pairs, np.stack(facts), np.array(ranges), near)


def roles(document: Document, values: Sequence[Place], entities: Entities) -> Pairs:
    """All pairs of a figure and an entity that may play some role in its result."""
    places, types, facts, novelty = entities
    fits = [number for number, kind in enumerate(types) if FILLS[:, kind].any()]
    if not fits or not values:
        return _no_pairs(ROLE, len(document.words))
    fills = FILLS[:, [types[number] for number in fits]]
    rivals = (fills[:, :, None] & fills[:, None, :]).any(axis=0)
    index, rows, ranges = [], [], []
    for value_number, value in enumerate(values):
        found = [features.pair(document, (value,), places[number]) for number in fits]
        pair_facts = np.stack([row for row, _ in found])
        distance, order = pair_facts[:, features.DISTANCE], pair_facts[:, features.ORDER]
        nearer = rivals & (distance[None, :] < distance[:, None])
        nearer_before = nearer & (order[None, :] == order[:, None])
        ranks = [1 / (1 + nearer.sum(axis=1)), 1 / (1 + nearer_before.sum(axis=1)), novelty[fits]]
        rows.append(np.concatenate([pair_facts, np.stack(ranks, axis=1), facts[fits]], axis=1))
        index += [(value_number, number) for number in fits]
        ranges += [around for _, around in found]
    nowhere = np.zeros((0, len(document.words)), dtype=np.int64)
    return Pairs(
        np.array(index), np.concatenate(rows).astype(np.float32), np.array(ranges), nowhere
    )


def _no_pairs(width: int, words: int) -> Pairs:
    empty = np.zeros((0, 2), dtype=np.int64)
    return Pairs(
        empty, np.zeros((0, width), np.float32), empty, np.zeros((0, words), dtype=np.int64)
    )
