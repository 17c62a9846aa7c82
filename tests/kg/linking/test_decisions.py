from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kg.errors import SourceError
from kg.extraction import Annotated
from kg.linking import link
from kg.linking.decisions import Decision, add_decision, read_decisions
from kg.linking.guidance import dump
from tests.kg.linking.papers import names
from tests.kg.linking.test_link import PAPERS as PAPER_LISTS
from tests.kg.linking.test_link import WORDS

PAPERS = [
    names("p1", "Method: Bumble", "Method: Proximal Policy Tuning = Proximal Policy Tuning = PPT"),
    names("p2", "Method: Tumble", "Method: PPT"),
    names("p3", "Model: Kite-2", "Model: Kite-3"),
]


def same(*pair: str) -> Decision:
    return Decision(verdict="same", names=(pair[0], pair[1]))


def different(*pair: str) -> Decision:
    return Decision(verdict="different", names=(pair[0], pair[1]))


def test_same_joins_what_nothing_else_would() -> None:
    keys = link(PAPERS, decisions=[same("Bumble", "Tumble")]).keys
    assert keys["p1", "e1"] == keys["p2", "e1"]
    keys = link(PAPERS, decisions=[same("Kite-2", "Kite-3")]).keys
    assert keys["p3", "e1"] == keys["p3", "e2"]


def test_different_parts_a_short_form_from_its_long_one() -> None:
    assert link(PAPERS).keys["p1", "e2"] == link(PAPERS).keys["p2", "e2"]
    keys = link(PAPERS, decisions=[different("Proximal Policy Tuning", "PPT")]).keys
    assert keys["p1", "e2"] != keys["p2", "e2"]


def test_a_split_undoes_a_link() -> None:
    decisions = add_decision([same("Tumble", "Bumble")], different("Bumble", "Tumble"))
    assert decisions == [different("Bumble", "Tumble")]
    assert link(PAPERS, decisions=decisions) == link(PAPERS)


@given(PAPER_LISTS, st.tuples(WORDS, WORDS))
@settings(max_examples=25)
def test_split_undoes_link(papers: list[Annotated], pair: tuple[str, str]) -> None:
    before = link(papers, decisions=[different(*pair)])
    decisions = add_decision(add_decision([different(*pair)], same(*pair)), different(*pair[::-1]))
    assert link(papers, decisions=decisions) == before


def test_decisions_can_be_shared(tmp_path: Path) -> None:
    decisions = [same("PPO", "Proximal"), different("a b", "c")]
    path = tmp_path / "decisions.jsonl"
    path.write_text("".join(dump(decisions)), encoding="utf-8")
    assert read_decisions(path) == decisions


def test_a_broken_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"verdict": "perhaps", "names": ["a", "b"]}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"decisions.jsonl:1 is no decision"):
        read_decisions(path)
    with pytest.raises(SourceError, match="cannot read decisions"):
        read_decisions(tmp_path / "none")
