"""A small field of research in which everything is known, and how to store any field as a graph."""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.annotations import from_corpus
from kg.assemble import assemble
from kg.extraction import Annotated
from kg.linking import link
from kg.records import Paper, PaperNode
from kg.store import Store


def annotated(paper: dict[str, Any], **facts: Any) -> Annotated:
    """A paper with its annotation; ``facts`` are the members of the corpus format."""
    record = Paper(**paper)
    item = {"id": record.id, "entities": [], "relations": [], "results": [], **facts}
    return record, from_corpus(item, record)


def entity(kind: str, name: str, *surfaces: str, new: bool = False) -> dict[str, Any]:
    """An entity whose id in its paper is its name."""
    return {"id": name, "type": kind, "name": name, "surface": [name, *surfaces], "new": new}


def store(field: Iterable[Annotated], path: Path) -> Path:
    """Write the graph of ``field`` to ``path``."""
    field = list(field)
    assembly = assemble(field, link(field))
    with Store.create(path) as made:
        made.write_nodes(PaperNode.of(*item) for item in field)
        made.write_nodes(assembly.entity_nodes())
        made.write_nodes(assembly.result_nodes())
        made.write_edges(assembly.edges())
    return path


BIRDS = [
    annotated(
        {
            "id": "2401.00001",
            "title": "Heron: Wading through Text",
            "abstract": "We present Heron, a language model. "
            "On Wind Benchmark (WindBench) Heron has an accuracy of 65.0%.",
            "date": datetime.date(2024, 1, 2),
            "authors": ("Ada Øre",),
            "url": "https://example.org/abs/2401.00001",
        },
        entities=[
            entity("Model", "Heron", new=True),
            entity("Benchmark", "WindBench", "Wind Benchmark"),
            entity("Metric", "accuracy"),
        ],
        relations=[["Heron", "EVALUATED_ON", "WindBench"]],
        results=[{"subject": "Heron", "on": "WindBench", "metric": "accuracy", "value": "65.0%"}],
    ),
    annotated(
        {
            "id": "2403.00002",
            "title": "Kite: Gliding over Long Texts",
            "abstract": "Kite, a model for long-text summarization, builds on Heron. "
            "Kite outperforms Heron on WindBench, with an accuracy of 71.5%.",
            "date": datetime.date(2024, 3, 4),
        },
        entities=[
            entity("Model", "Kite", new=True),
            entity("Model", "Heron"),
            entity("Benchmark", "WindBench"),
            entity("Task", "long-text summarization"),
            entity("Metric", "accuracy"),
        ],
        relations=[
            ["Kite", "BUILDS_ON", "Heron"],
            ["Kite", "COMPARED_WITH", "Heron", "better"],
            ["Kite", "EVALUATED_ON", "WindBench"],
            ["Kite", "ADDRESSES", "long-text summarization"],
        ],
        results=[{"subject": "Kite", "on": "WindBench", "metric": "accuracy", "value": "71.5%"}],
    ),
    annotated(
        {
            "id": "2405.00003",
            "title": "A second look at wind",
            "abstract": "Trained on Heron [sic], a dataset of calls, "
            "Kite beats Heron-7B on WindBench.",
            "date": datetime.date(2024, 5, 6),
        },
        entities=[
            entity("Model", "Kite"),
            entity("Dataset", "Heron"),
            entity("Model", "Heron-7B"),
            entity("Benchmark", "WindBench"),
        ],
        relations=[
            ["Kite", "TRAINED_ON", "Heron"],
            ["Kite", "COMPARED_WITH", "Heron-7B", "better"],
            ["Kite", "EVALUATED_ON", "WindBench"],
        ],
    ),
    annotated({"id": "2406.00004", "title": "On soup", "abstract": "Soup is warm."}),
]
"""Four papers on two models; one names a dataset as another names a model, one names nothing."""
