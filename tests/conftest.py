"""Fixtures that tests of all packages share."""

import os
from pathlib import Path

import pytest

from kg.pipeline import BuildOptions, build

CHECKOUT = Path(__file__).parent.parent
EXAMPLES = CHECKOUT / "examples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the annotated corpus and the pages, which is not part of the project."""
    folder = Path(os.environ.get("PAPERKG_SHARED", CHECKOUT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}")
    return folder


@pytest.fixture(scope="session")
def examples_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of all examples, for reading only."""
    path = tmp_path_factory.mktemp("examples") / "graph.kg"
    build([EXAMPLES / "daily-papers.txt", EXAMPLES / "benchmarks.jsonl"], path, BuildOptions())
    return path
