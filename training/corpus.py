"""Reads annotated corpora: ``NAME.texts.jsonl`` beside ``NAME.gold.jsonl``."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click

from kg.annotations import Json, from_corpus, read_annotations, to_corpus
from kg.errors import AnnotationError, SourceError
from kg.plugins import RemoteExtractor, extractor
from kg.records import Annotation, Paper, Rejected

SILVER = "silver"
"""What an extractor has annotated: ``NAME.silver.jsonl`` stands for ``NAME.gold.jsonl``."""

Pairs = list[tuple[Paper, Annotation]]

silver_option = click.option(
    "--silver",
    multiple=True,
    metavar="NAME",
    help="Learn from this part of the corpus too, which an extractor has annotated (repeatable).",
)


def read_papers(path: Path) -> Iterator[Paper]:
    """Papers of a JSON-lines file with id, title and abstract.

    Raises:
        SourceError: if the file cannot be read or a line is no such paper.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _paper(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read texts from {path}: {error}") from error


def _paper(line: str, place: str) -> Paper:
    try:
        item = json.loads(line)
        return Paper(id=item["id"], title=item["title"], abstract=item["abstract"])
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError(f"{place} is no paper with id, title and abstract") from error


def read_annotated(folder: Path, name: str) -> Pairs:
    """The papers of the part ``name`` (``train``, ``dev``) of ``folder`` with their annotations.

    Raises:
        AnnotationError: if an annotation is missing, or does not fit its paper.
        SourceError: if there are no papers, or they cannot be read.
    """
    return [(paper, from_corpus(item, paper)) for paper, item in _read_beside(folder, name, "gold")]


def read_silver(folder: Path, names: Iterable[str]) -> Pairs:
    """The papers of the parts ``names`` of ``folder`` as an extractor annotated them.

    Papers whose annotation does not fit are left out: the format holds no offsets, and of two names
    that share a word the extractor may see one where a reader of the format sees the other.

    Raises:
        AnnotationError: if an annotation is missing.
        SourceError: if there are no papers, or they cannot be read.
    """
    pairs = []
    for name in names:
        for paper, item in _read_beside(folder, name, SILVER):
            with suppress(AnnotationError):
                pairs.append((paper, from_corpus(item, paper)))
    return pairs


def _read_beside(folder: Path, name: str, metal: str) -> Iterator[tuple[Paper, Json]]:
    """Each paper of a part with its annotation, not yet joined."""
    items = {item["id"]: item for item in read_annotations(folder / f"{name}.{metal}.jsonl")}
    texts = folder / f"{name}.texts.jsonl"
    papers = list(read_papers(texts))
    if not papers:
        raise SourceError(f"{texts} holds no paper")
    lacking = next((paper.id for paper in papers if paper.id not in items), None)
    if lacking is not None:
        raise AnnotationError(f"the annotations beside {texts} lack its paper {lacking}")
    return ((paper, items[paper.id]) for paper in papers)


def predictions(name: str, texts: Path, gold: Path) -> Iterator[tuple[Json, Json]]:
    """Annotations of ``gold``, each with what the extractor ``name`` says of its paper."""
    annotated = {item["id"]: item for item in read_annotations(gold)}
    papers = (paper for paper in read_papers(texts) if paper.id in annotated)
    for predicted in predicted_by(name, papers):
        yield annotated[predicted["id"]], predicted


def predicted_by(name: str, papers: Iterable[Paper]) -> Iterator[Json]:
    """What the extractor ``name`` says of papers.

    Those that it cannot read, and what it has cost, are told on standard error.
    """
    extract = extractor(name)
    papers = list(papers)
    for paper, made in zip(papers, extract(papers), strict=True):
        if isinstance(made, Rejected):
            click.echo(f"left out: {paper.id}: {made.reason}", err=True)
        else:
            yield to_corpus(made)
    if isinstance(extract, RemoteExtractor):
        click.echo(extract.spent(), err=True)
