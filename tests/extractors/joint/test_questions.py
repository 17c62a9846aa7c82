"""Which pairs the model is asked about."""

import numpy as np

from extractors.joint import features
from extractors.joint.questions import LINK, ROLE, TYPED, Entities, links, roles
from extractors.joint.schema import TYPES
from tests.extractors.joint.documents import document, place

READ = document(
    "OwlNet\nOwlNet and CrowNet sing. On NestBench OwlNet has 91.5% accuracy. CrowNet has 80.1."
)
METHOD, BENCHMARK, METRIC = (TYPES.index(kind) for kind in ("Method", "Benchmark", "Metric"))
OWLNET, CROWNET, NESTBENCH, ACCURACY = range(4)
PLACES = [
    tuple(place(READ, "OwlNet", n) for n in range(3)),
    tuple(place(READ, "CrowNet", n) for n in range(2)),
    (place(READ, "NestBench"),),
    (place(READ, "accuracy"),),
]
KINDS = [METHOD, METHOD, BENCHMARK, METRIC]
ENTITIES = Entities(PLACES, KINDS, np.zeros((4, TYPED), np.float32), np.array([0.9, 0.1, 0.0, 0.0]))


def test_all_pairs_that_some_relation_may_join_are_asked_about() -> None:
    asked = [tuple(pair) for pair in links(READ, PLACES, KINDS).ends.tolist()]
    assert asked == [
        (OWLNET, CROWNET),
        (OWLNET, NESTBENCH),
        (CROWNET, OWLNET),
        (CROWNET, NESTBENCH),
        (NESTBENCH, OWLNET),
        (NESTBENCH, CROWNET),
    ]


def test_each_word_knows_whom_its_sentence_names() -> None:
    pairs = links(READ, PLACES, KINDS)
    (row,) = np.flatnonzero((pairs.ends == (OWLNET, CROWNET)).all(axis=1))
    by_sentence = {int(s): set(pairs.near[row][READ.sentence == s].tolist()) for s in range(4)}
    assert by_sentence == {0: {1}, 1: {3}, 2: {1}, 3: {2}}


def test_figures_are_asked_about_with_all_that_may_play_a_role() -> None:
    values = [place(READ, "91.5%"), place(READ, "80.1")]
    pairs = roles(READ, values, ENTITIES)
    assert [tuple(pair) for pair in pairs.ends.tolist()] == [
        (v, e) for v in (0, 1) for e in range(4)
    ]
    assert pairs.facts.shape == (8, ROLE)


def test_the_nearest_rival_ranks_first() -> None:
    values = [place(READ, "91.5%"), place(READ, "80.1")]
    ranks = roles(READ, values, ENTITIES).facts[:, features.PAIR].reshape(2, 4)
    assert (ranks[0, OWLNET], ranks[0, CROWNET]) == (1.0, 0.5)
    assert (ranks[1, OWLNET], ranks[1, CROWNET]) == (0.5, 1.0)
    # A benchmark is no rival of a method.
    assert ranks[:, NESTBENCH].tolist() == ranks[:, ACCURACY].tolist() == [1.0, 1.0]


def test_nothing_to_ask() -> None:
    assert links(READ, PLACES[:1], KINDS[:1]).facts.shape == (0, LINK)
    assert roles(READ, [], ENTITIES).facts.shape == (0, ROLE)
    tasks = ENTITIES._replace(places=[], types=[])
    assert roles(READ, [place(READ, "80.1")], tasks).facts.shape == (0, ROLE)
