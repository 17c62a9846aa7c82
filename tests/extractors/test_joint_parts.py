"""The parts of the joint model that need no weights."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.joint import tags
from extractors.joint.calibration import Calibration
from extractors.joint.encoder import WINDOW, windows
from extractors.joint.findings import Found, FoundRelation, Thresholds, settle
from extractors.joint.gazetteer import NO_MATCH, KnownNames
from extractors.joint.heads import gelu
from extractors.joint.schema import ALLOWED, LABELS, MIRRORED, OUTCOMES, TYPES
from extractors.joint.text import normal, shape
from kg.schema import RelationType, allows

KNOWN = KnownNames(
    {
        "owl detection": (0, 0, 0, 0, 3, 0, 4),
        "owl": (1, 0, 0, 0, 0, 0, 9),
        "coco": (0, 0, 2, 5, 0, 0, 7),
    }
)


@given(st.integers(1, 4000))
def test_windows_cover_the_text_and_do_not_pass_its_end(length: int) -> None:
    starts = windows(length)
    covered = {piece for start in starts for piece in range(start, min(start + WINDOW, length))}
    assert covered == set(range(length))
    assert starts == sorted(set(starts))
    assert starts[-1] + WINDOW <= max(length, WINDOW)


@given(st.integers(1, 30), st.data())
def test_tags_say_the_spans_that_they_were_made_of(length: int, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, length), unique=True).map(sorted))
    kinds = st.integers(0, len(tags.KINDS) - 1)
    spans = [(a, b - 1, data.draw(kinds)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    assert tags.spans(tags.encode(spans, length)) == spans


@given(st.integers(0, 12), st.integers(0, 2**32 - 1))
def test_best_tags_are_lawful(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, tags.TAGS)).astype(np.float32)
    best = tags.viterbi(scores)
    assert np.array_equal(tags.encode(tags.spans(best), length), best)


def test_best_tags_outdo_greedy_ones() -> None:
    scores = np.full((2, tags.TAGS), -9.0, dtype=np.float32)
    begin, end = tags.encode([(0, 1, 0)], 2)
    scores[0, begin], scores[0, tags.OUTSIDE] = -1.0, -0.9
    scores[1, end] = -0.1
    assert tags.spans(tags.viterbi(scores)) == [(0, 1, 0)]


def test_longest_known_name_is_tagged() -> None:
    found = KNOWN.tag(["an", "owl", "detection", "owl", "coco"])
    task, dataset = TYPES.index("Task"), TYPES.index("Benchmark")
    assert found.tolist() == [NO_MATCH, 1 + 4 * task, 2 + 4 * task, 3, 1 + 4 * dataset]


def test_a_paper_in_training_does_not_know_its_own_names() -> None:
    known = KNOWN.without(frozenset({"Task owl detection", "Method owl"}))
    assert known.look_up("owl detection").tolist() == [0, 0, 0, 0, 2, 0, 3]
    assert known.look_up("coco").tolist() == [0, 0, 2, 5, 0, 0, 6]
    assert known.look_up("unheard of").tolist() == [0] * 7
    assert known.tag(["owl"]).tolist() == [NO_MATCH]


def test_known_names_are_written_the_same_way_each_time(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    KNOWN.save(one)
    KnownNames(dict(reversed(KNOWN.counts.items()))).save(other)
    assert one.read_bytes() == other.read_bytes()
    assert KnownNames.load(one) == KNOWN


@given(st.text(max_size=40), st.text(max_size=40))
def test_normal_form_of_a_run_is_that_of_its_words(one: str, other: str) -> None:
    joined = " ".join(part for part in (normal(one), normal(other)) if part)
    assert normal(f"{one} {other}") == joined


@pytest.mark.parametrize(
    ("word", "number"),
    [("owl", 1), ("Owl", 2), ("A", 2), ("OWL", 3), ("OwlNet", 4), ("42", 5), ("v3", 6), ("-", 7)],
)
def test_shapes(word: str, number: int) -> None:
    assert shape(word) == number


def test_gelu_is_that_of_training() -> None:
    x = np.linspace(-6, 6, 101, dtype=np.float32)
    true = [value * (1 + math.erf(value / math.sqrt(2))) / 2 for value in x]
    assert np.abs(gelu(x) - true).max() < 2e-6


def test_confidence_follows_the_curve() -> None:
    calibration = Calibration({"entity": [[0.2, 0.1], [0.6, 0.5], [1.0, 0.9]]})
    assert [calibration.of("entity", p) for p in (0.0, 0.4, 1.0)] == [0.1, 0.3, 0.9]


def test_schema_is_that_of_the_graph() -> None:
    assert ALLOWED[TYPES.index("Method"), TYPES.index("Task"), LABELS.index(RelationType.ADDRESSES)]
    assert all(
        ALLOWED[h, t, n] == allows(TYPES[h], LABELS[n], TYPES[t])
        for h in range(6)
        for t in range(6)
        for n in range(7)
    )
    assert [OUTCOMES[n] for n in MIRRORED] == ["worse", "better", "similar", "unstated"]


def test_uses_gives_way_to_what_says_more() -> None:
    def said(label: RelationType, tail: int) -> FoundRelation:
        return FoundRelation(0, label, tail, None, 0.8)

    uses, builds = RelationType.USES, RelationType.BUILDS_ON
    found = Found(
        (),
        (said(uses, 1), said(builds, 1), said(uses, 2), said(builds, 3)._replace(confidence=0.4)),
    )
    kept = settle(found, Thresholds.even()).relations
    assert [(r.label, r.tail) for r in kept] == [(builds, 1), (uses, 2)]
