"""What the decoder says is lawful whatever the heads say, here heads of random weights."""

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from extractors.joint import weights
from extractors.joint.candidates import overlaps
from extractors.joint.decode import Decoder
from extractors.joint.findings import Found, Thresholds
from extractors.joint.heads import Heads
from extractors.joint.schema import ALLOWED, FILLS, LABELS, TYPES
from kg.schema import RelationType
from tests.extractors.joint.documents import NOTHING_KNOWN, document

TEXT = (
    "OwlNet: Owl Song Indexing at Night\n"
    "Owl song indexing (OSI) is hard. We propose OwlNet, which builds on CrowNet and is trained on "
    "NestSet. On NestBench and JayBench it has an F1 of 91.5% and 80.1, and outperforms CrowNet."
)
READ = document(TEXT)
COMPARED_WITH = RelationType.COMPARED_WITH
HIDDEN = 24
"""Fewer numbers a word than the shipped encoder's, so that many heads can be drawn."""

DRAWN = 30
"""How many times weights are drawn."""


@cache
def shapes() -> dict[str, tuple[int, ...]]:
    """The shapes of the weights, for words of ``HIDDEN`` numbers."""
    narrow = {768: HIDDEN, 2 * 768: 2 * HIDDEN}
    with np.load(weights.FOLDER / "heads.npz") as arrays:
        return {name: tuple(narrow.get(n, n) for n in arrays[name].shape) for name in arrays}


def find(seed: int, thresholds: Thresholds) -> Found:
    """What heads of random weights find in :data:`TEXT`."""
    random = np.random.default_rng(seed)
    drawn = {name: random.normal(0, 2 / size[-1] ** 0.5, size) for name, size in shapes().items()}
    x = random.normal(size=(len(READ.words), HIDDEN)).astype(np.float32)
    with threadpool_limits(1):  # as the reader does
        return Decoder(Heads(drawn), NOTHING_KNOWN, thresholds)(READ, x)


def all_at(probability: float) -> Thresholds:
    """The same threshold for everything."""
    labels = {str(label): probability for label in LABELS}
    return Thresholds(probability, 0.5, probability, probability, 0.0, labels)


@cache
def found() -> list[Found]:
    """What each of the drawn heads finds likely enough to be said at nearly any doubt."""
    return [find(seed, all_at(0.03)) for seed in range(DRAWN)]


def test_random_heads_do_find_something() -> None:
    assert sum(len(said.entities) for said in found()) > 5 * DRAWN
    assert sum(len(said.relations) for said in found()) > 20 * DRAWN
    assert sum(len(said.results) for said in found()) > DRAWN
    assert {r.label for said in found() for r in said.relations} == set(LABELS)


def test_no_word_is_in_two_names_or_in_a_name_and_a_figure() -> None:
    for said in found():
        names = [place for entity in said.entities for place in entity.places]
        words = Counter(word for start, end in names for word in range(start, end + 1))
        assert set(words.values()) <= {1}
        figures = [result.place for result in said.results]
        assert not any(overlaps(figure, names) for figure in figures)
        assert len(set(figures)) == len(figures)


def test_entities_and_their_mentions_stand_in_the_order_of_the_text() -> None:
    for said in found():
        firsts = [entity.places[0] for entity in said.entities]
        assert firsts == sorted(firsts)
        assert all(list(entity.places) == sorted(entity.places) for entity in said.entities)


def test_relations_are_lawful_and_said_once() -> None:
    for said in found():
        types = [TYPES.index(entity.type) for entity in said.entities]
        for relation in said.relations:
            label = LABELS.index(relation.label)
            assert relation.head != relation.tail
            assert ALLOWED[types[relation.head], types[relation.tail], label]
            assert (relation.outcome is not None) == (relation.label == COMPARED_WITH)
            assert 0 <= relation.confidence <= 1
        facts = [(r.head, r.label, r.tail) for r in said.relations]
        assert len(set(facts)) == len(facts)


def test_a_comparison_is_said_from_one_end_only() -> None:
    for said in found():
        pairs = [{r.head, r.tail} for r in said.relations if r.label == COMPARED_WITH]
        assert all(pairs.count(pair) == 1 for pair in pairs)


def test_roles_are_played_by_what_can_play_them() -> None:
    for said in found():
        for result in said.results:
            for role, end in enumerate((result.subject, result.on, result.metric)):
                assert end is None or FILLS[role, TYPES.index(said.entities[end].type)]


def test_a_higher_threshold_says_less_and_changes_nothing_else() -> None:
    for seed in range(DRAWN):
        low = all_at(0.3)
        more, less = find(seed, low), find(seed, replace(low, result=0.6))
        assert (more.entities, more.relations) == (less.entities, less.relations)
        assert list(less.results) == [r for r in more.results if r.confidence >= 0.6]


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_no_words_nothing_found(text: str) -> None:
    heads = Heads({name: np.zeros(shape) for name, shape in shapes().items()})
    read = document(text)
    nothing = np.zeros((0, HIDDEN), np.float32)
    assert Decoder(heads, NOTHING_KNOWN, all_at(0.5))(read, nothing) == Found()
