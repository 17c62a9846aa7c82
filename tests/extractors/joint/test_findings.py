import pytest

from extractors.joint.findings import Found, FoundRelation, FoundResult, Thresholds, settle
from kg.schema import RelationType

USES, BUILDS_ON, ADDRESSES = RelationType.USES, RelationType.BUILDS_ON, RelationType.ADDRESSES


def said(label: RelationType, tail: int, confidence: float = 0.8) -> FoundRelation:
    return FoundRelation(0, label, tail, None, confidence)


def kept(*relations: FoundRelation) -> list[FoundRelation]:
    return list(settle(Found((), relations), Thresholds.even()).relations)


def test_uses_gives_way_to_what_says_more() -> None:
    assert kept(said(USES, 1), said(BUILDS_ON, 1)) == [said(BUILDS_ON, 1)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(said(BUILDS_ON, 2), id="of another pair"),
        pytest.param(FoundRelation(1, BUILDS_ON, 0, None, 0.8), id="the other way round"),
        pytest.param(said(ADDRESSES, 1), id="one that says another thing"),
    ],
)
def test_uses_stays_beside(other: FoundRelation) -> None:
    assert kept(said(USES, 1), other) == [said(USES, 1), other]


def test_uses_stays_where_the_nearer_one_is_too_doubtful_to_be_said() -> None:
    assert kept(said(USES, 1), said(BUILDS_ON, 1, 0.4)) == [said(USES, 1)]


def test_each_label_has_its_own_threshold() -> None:
    thresholds = Thresholds(0.5, 0.5, 0.5, 0.7, 0.0, {USES: 0.2, BUILDS_ON: 0.9})
    relations = said(USES, 1, 0.3), said(BUILDS_ON, 2, 0.8)
    results = tuple(FoundResult((n, n), None, None, None, n / 10) for n in (6, 7, 8))
    settled = settle(Found((), relations, results), thresholds)
    assert settled.relations == (said(USES, 1, 0.3),)
    assert [result.confidence for result in settled.results] == [0.7, 0.8]
