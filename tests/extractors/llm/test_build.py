"""The whole way, from papers to a graph, by what a model says of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.exporting import export
from kg.extraction import loaded
from kg.graph import Graph
from kg.pipeline import BuildOptions, build
from tests.llm_server import Endpoint, answer

PAPERS = [
    {
        "id": "owls",
        "title": "OwlNet: Counting Owls at Night",
        "abstract": "We propose OwlNet, a model for owl counting. OwlNet builds on CrowNet. "
        "On PerchBench it reaches 91.5% accuracy.",
        "date": "2025-03-01",
    },
    {
        "id": "crows",
        "title": "CrowNet Revisited",
        "abstract": "CrowNet was trained on NestSet and beats LarkNet.",
        "date": "2025-03-02",
    },
]


def thing(key: str, kind: str, *names: str, new: bool = False) -> dict[str, Any]:
    return {"id": key, "type": kind, "names": names, "new": new}


def statement(head: str, relation: str, tail: str, sentence: int, outcome: Any = None) -> Any:
    return {
        "head": head, "relation": relation, "tail": tail, "outcome": outcome, "sentence": sentence
    }  # fmt: skip


ANSWERS = {
    "OwlNet:": answer(
        thing("o", "Model", "OwlNet", "Owl Network", new=True),
        thing("t", "Task", "owl counting"),
        thing("c", "Model", "CrowNet"),
        thing("p", "Benchmark", "PerchBench"),
        thing("a", "Metric", "accuracy"),
        thing("g", "Model", "GPT-4"),
        thing("w", "Bird", "owl"),
        relations=[
            statement("o", "ADDRESSES", "t", 1),
            statement("o", "BUILDS_ON", "c", 2),
            statement("o", "EVALUATED_ON", "p", 3),
            statement("o", "COMPARED_WITH", "g", 3, "better"),
            statement("o", "EVALUATED_ON", "c", 3),
            statement("c", "EVALUATED_ON", "p", 9),
        ],
        results=[
            {"value": "91.5%", "subject": "o", "on": "p", "metric": "a"},
            {"value": "97%", "subject": "o", "on": "p", "metric": "a"},
        ],
    ),
    "CrowNet ": "Gladly!\n```json\n"
    + answer(
        thing("1", "Model", "CrowNet"),
        thing("2", "Dataset", "NestSet"),
        thing("3", "Model", "LarkNet"),
        relations=[
            statement("1", "TRAINED_ON", "2", 1),
            statement("1", "COMPARED_WITH", "3", 1, "better"),
        ],
    )
    + "\n```",
}


def test_a_build_by_a_model(
    endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in endpoint.environment().items():
        monkeypatch.setenv(name, value)
    loaded.cache_clear()
    endpoint.says = lambda text: next(
        said for start, said in ANSWERS.items() if text.startswith(f"0: {start}")
    )
    source = tmp_path / "papers.jsonl"
    source.write_text("".join(f"{json.dumps(paper)}\n" for paper in PAPERS))
    report = build([source], tmp_path / "graph.kg", BuildOptions(extractor="llm", processes=2))
    assert (report.added, report.read.rejected) == (2, 0)
    assert report.spent == (
        "parrot-7b at 127.0.0.1 gave 2 answers: 2,000 input tokens and 200 output tokens; dropped: "
        "entities without a name in the text (1), items that are not as asked for (1), "
        "names that are not in the text (2), "
        "relations between things that are not in the text (1), "
        "relations that the schema does not allow (1), "
        "relations whose sentence names neither end (1), "
        "results whose value is not in the text (1)"
    )
    with Graph(tmp_path / "graph.kg") as graph:
        export(graph, tmp_path / "graph.jsonl")
    assert (tmp_path / "graph.jsonl").read_bytes() == GOLDEN.read_bytes()


GOLDEN = Path(__file__).with_name("golden.jsonl")
