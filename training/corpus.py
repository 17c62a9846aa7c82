"""Reads annotated corpora: ``NAME.texts.jsonl`` beside ``NAME.gold.jsonl``."""

import json
from collections.abc import Iterator
from pathlib import Path

from kg.annotations import from_corpus, read_annotations
from kg.records import Annotation, Paper


def read_papers(path: Path) -> Iterator[Paper]:
    """Papers of a JSON-lines file with id, title and abstract."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Paper(**json.loads(line))


def read_annotated(folder: Path, name: str) -> list[tuple[Paper, Annotation]]:
    """The papers of the part ``name`` (``train``, ``dev``) of ``folder`` with their annotations."""
    gold = {item["id"]: item for item in read_annotations(folder / f"{name}.gold.jsonl")}
    papers = read_papers(folder / f"{name}.texts.jsonl")
    return [(paper, from_corpus(gold[paper.id], paper)) for paper in papers]
