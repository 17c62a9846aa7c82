import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import SourceError
from kg.linking.agreement import Pair, agreement, read_nodes, read_pairs

NODES = {("p", "a"): "model:kite", ("q", "b"): "model:kite", ("q", "c"): "model:kite-2"}


def pair(one: str, other: str, label: str, kind: str = "fuzzy") -> Pair:
    ends = [dict(zip(("paper", "entity"), end.split(), strict=True)) for end in (one, other)]
    return Pair.model_validate({"a": ends[0], "b": ends[1], "label": label, "kind": kind})


PAIRS = [
    pair("p a", "q b", "same"),
    pair("p a", "q b", "different", "acronym"),
    pair("p a", "q c", "variant"),
    pair("p a", "r d", "same"),  # no node: one of its own
    pair("r d", "r d", "same"),
]


def test_counts_overall_and_by_kind() -> None:
    assert agreement(PAIRS, NODES).levels == {
        "all": (2, 3, 3),
        "fuzzy": (2, 2, 3),
        "acronym": (0, 1, 0),
    }


def test_variants_are_scored_by_their_families() -> None:
    assert agreement(PAIRS, NODES).types == {}
    assert agreement(PAIRS, NODES, {}).types == {"variant": (0, 0, 1)}
    assert agreement(PAIRS, NODES, {"model:kite-2": "model:kite"}).types == {"variant": (1, 1, 1)}


@pytest.mark.parametrize("read", [read_pairs, read_nodes])
def test_a_broken_file_is_one_sentence(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "file.jsonl"
    path.write_text('{"paper": "p"}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"file.jsonl:1 "):
        read(path)


@pytest.mark.shared
def test_the_figures_are_those_of_the_corpus_scorer(shared: Path, tmp_path: Path) -> None:
    pairs = shared / "corpus" / "links.dev.jsonl"
    rows = [json.loads(line) for line in pairs.read_text("utf-8").splitlines()]
    ends = sorted({(row[side]["paper"], row[side]["entity"]) for row in rows for side in "ab"})
    # Any nodes will do, as long as some pairs are joined and some entities have none.
    nodes = {end: f"node:{end[1]}" for place, end in enumerate(ends) if place % 7}
    made = tmp_path / "nodes.jsonl"
    lines = (json.dumps({"paper": p, "entity": e, "node": n}) for (p, e), n in nodes.items())
    made.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    script = shared / "corpus" / "score_links.py"
    said = subprocess.run(
        [sys.executable, script, pairs, made], capture_output=True, text=True, check=True
    ).stdout
    figures = re.findall(r"^(.+?) +P (\S+)  R (\S+)  F1 (\S+)", said, re.MULTILINE)
    assert figures == [
        (level, f"{c.precision:.3f}", f"{c.recall:.3f}", f"{c.f1:.3f}")
        for level, c in agreement(read_pairs(pairs), read_nodes(made)).levels.items()
    ]
