"""Corpora as training takes them: texts beside annotations, or published annotations joined."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import AnnotationError, SourceError
from tests.conftest import CHECKOUT
from tests.services import Published, Services, serving
from tests.training.toy import (
    BIRDS,
    annotation,
    make,
    paper,
    write_lines,
    write_published,
)
from training.corpus import read_annotated

DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with texts and annotations."""
    write_lines(tmp_path / "dev.texts.jsonl", paper)
    write_lines(tmp_path / "dev.gold.jsonl", annotation)
    return tmp_path


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder with published annotations."""
    folder = tmp_path / "clone"
    folder.mkdir()
    write_published(folder)
    return folder


def test_published_annotations_with_texts_are_the_other_form(own: Path, published: Path) -> None:
    write_lines(published / "papers.jsonl", paper)
    ran = make(published, "corpus-texts/dev.gold.jsonl", "TEXTS=papers.jsonl")
    assert "5 papers of 5 as annotated" in ran.stdout, ran.stderr
    assert read_annotated(published / "corpus-texts", "dev") == read_annotated(own, "dev")


def test_texts_that_are_not_there_are_named(published: Path) -> None:
    ran = make(published, "train", "TEXTS=papers.jsonl")
    assert ran.returncode == 2
    assert "File 'papers.jsonl' does not exist" in ran.stderr
    assert not (published / "corpus-texts").exists()


def test_texts_that_nobody_gives_are_fetched(own: Path, published: Path) -> None:
    papers = [
        Published(item["id"], item["title"], item["abstract"], DAY, DAY)
        for item in map(paper, BIRDS)
    ]
    with serving(Services(papers, page=len(papers))) as services:
        environment = {**os.environ, **services.environment()}
        ran = make(published, "corpus-texts/dev.gold.jsonl", environment=environment)
    assert ran.returncode == 0, ran.stderr
    assert read_annotated(published / "corpus-texts", "dev") == read_annotated(own, "dev")


def test_a_corpus_of_ones_own_is_not_completed_by_papers_of_ours(
    own: Path, published: Path
) -> None:
    ran = make(published, "train", f"CORPUS={own}")
    assert ran.returncode == 2
    assert f"No rule to make target '{own}/train.gold.jsonl'" in ran.stderr
    assert not (own / "train.gold.jsonl").exists()


def test_a_text_without_annotation_is_named(own: Path) -> None:
    gold = own / "dev.gold.jsonl"
    gold.write_text("".join(gold.read_text().splitlines(keepends=True)[1:]))
    with pytest.raises(AnnotationError, match=paper(BIRDS[0])["id"]):
        read_annotated(own, "dev")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (None, "cannot read texts from .*dev.texts.jsonl"),
        ("", "dev.texts.jsonl holds no paper"),
        ('\n{"id": "2403.00001", "title": "OwlNet"}\n', "dev.texts.jsonl:2 is no paper"),
    ],
)
def test_texts_that_cannot_be_used(own: Path, texts: str | None, said: str) -> None:
    path = own / "dev.texts.jsonl"
    path.unlink() if texts is None else path.write_text(texts)
    with pytest.raises(SourceError, match=said):
        read_annotated(own, "dev")


def test_what_cannot_be_done_is_one_sentence(tmp_path: Path) -> None:
    arguments = ["--corpus", str(tmp_path), "--output", str(tmp_path / "gazetteer.jsonl")]
    ran = subprocess.run(
        [sys.executable, "-m", "training.gazetteer", *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("cannot read annotations from")
    assert ran.stderr.count("\n") == 1
