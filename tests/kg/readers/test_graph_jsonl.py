"""The graph's own export, read back."""

import datetime
import io
import json

from kg.readers import graph_jsonl
from kg.records import Annotation, Entity, Paper, PaperNode, Rejected, Span
from kg.schema import METHOD

PAPER = Paper(
    id="17",
    title="KiteNet",
    abstract="KiteNet flies.",
    date=datetime.date(2025, 1, 2),
    authors=("Ann Lark", "Lark, Ben"),
    categories=("cs.RO", "wind, and rain"),
    url="https://example.org/k",
)
ANNOTATION = Annotation(
    paper="17",
    entities=(
        Entity(
            id="e1",
            type=METHOD,
            name="KiteNet",
            surfaces=("KiteNet",),
            mentions=(Span(0, 7), Span(8, 15)),
            new=True,
            confidence=0.9,
        ),
    ),
)
NODE = PaperNode(
    key="paper:17",
    **PAPER.model_dump(exclude={"id"}),
    annotation=ANNOTATION.model_dump_json(exclude_defaults=True),
)


def line(**members: object) -> str:
    return json.dumps({**NODE.model_dump(mode="json"), **members}) + "\n"


GRAPH = (
    line(kind="node", label="Paper")
    + '{"kind": "node", "label": "Method", "key": "method:kitenet", "name": "KiteNet"}\n'
    + '{"kind": "edge", "label": "INTRODUCES", "head": "paper:2501.00001", "tail": "x"}\n'
)


def read(text: str) -> list[Paper | Annotation | Rejected]:
    assert graph_jsonl.recognises(text.encode(), "graph.jsonl")
    return list(graph_jsonl.read(io.BytesIO(text.encode())))


def test_papers_come_back_with_their_annotations_and_the_rest_is_passed_over() -> None:
    assert read(GRAPH) == [ANNOTATION, PAPER]


def test_lines_that_do_not_fit_are_rejected() -> None:
    broken = line(kind="node", label="Paper", annotation='{"paper": 1}')
    silent = line(kind="node", label="Paper", abstract="")
    assert read(GRAPH + broken + silent + "{}\n{\n")[2:] == [
        Rejected(reason="no paper with its annotation: paper:17", line=4),
        Rejected(reason="no paper with its annotation: paper:17", line=5),
        Rejected(reason="neither a node nor an edge", line=6),
        Rejected(
            reason="not JSON: Expecting property name enclosed in double quotes: "
            "line 2 column 1 (char 2)",
            line=7,
        ),
    ]
