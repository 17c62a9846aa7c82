from pathlib import Path

import pytest

from extractors.joint.gazetteer import NO_MATCH, KnownNames
from extractors.joint.schema import TYPES
from extractors.joint.text import normal

KNOWN = KnownNames(
    {
        "owl detection": (0, 0, 0, 0, 3, 0, 4),
        "owl": (1, 0, 0, 0, 0, 0, 9),
        "coco": (0, 0, 2, 5, 0, 0, 7),
        "the": (0, 0, 0, 0, 0, 0, 50),
    }
)
METHOD, BENCHMARK, TASK = (TYPES.index(kind) for kind in ("Method", "Benchmark", "Task"))


def tag(kind: int, part: int) -> int:
    """``part``: the name begins (1) or goes on (2), and the same of one seldom annotated (3, 4)."""
    return part + 4 * kind


def test_longest_known_name_is_tagged() -> None:
    found = KNOWN.tag(["an", "owl", "detection", "owl", "coco"])
    assert found.tolist() == [
        NO_MATCH,
        tag(TASK, 1),
        tag(TASK, 2),
        tag(METHOD, 3),
        tag(BENCHMARK, 1),
    ]


def test_a_name_that_nobody_annotates_is_not_tagged() -> None:
    assert KNOWN.tag(["the", "coco"]).tolist() == [NO_MATCH, tag(BENCHMARK, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Owl Detections", ["owl", "owl detection"], id="case and plural"),
        pytest.param("owl - detection", ["owl", "owl detection"], id="a hyphen between"),
        pytest.param("detection owl", ["owl"], id="not in another order"),
        pytest.param("owlet detection", [], id="not within a word"),
        pytest.param("", [], id="no words"),
    ],
)
def test_matches(text: str, found: list[str]) -> None:
    norms = [normal(word) for word in text.split()]
    assert [form for _, _, form in KNOWN.matches(norms)] == found


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
