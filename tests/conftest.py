"""Fixtures that tests of all packages share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from kg.graph import Graph
from kg.pipeline import BuildOptions, build
from tests.fields import BIRDS, store
from tests.neo4j_server import Server, some_server

CHECKOUT = Path(__file__).parent.parent
EXAMPLES = CHECKOUT / "examples"

# A machine that is busy is no failure; the laws here fail on small examples or not at all.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
settings.register_profile("paperkg", deadline=None, max_examples=50, phases=PHASES)
settings.load_profile("paperkg")


@pytest.fixture(scope="session")
def shared_folder() -> Path | None:
    """The folder with the annotated corpus and the pages, which is not part of the project."""
    folder = Path(os.environ.get("PAPERKG_SHARED", CHECKOUT.parent / "shared"))
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def shared(shared_folder: Path | None) -> Path:
    """The same, for tests that cannot do without."""
    if shared_folder is None:
        pytest.skip("there is no folder with the annotated corpus")
    return shared_folder


@pytest.fixture(scope="session")
def examples_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of all examples, for reading only."""
    path = tmp_path_factory.mktemp("examples") / "graph.kg"
    build([EXAMPLES / "daily-papers.txt", EXAMPLES / "benchmarks.jsonl"], path, BuildOptions())
    return path


@pytest.fixture(scope="session")
def birds_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the small field of :mod:`tests.fields`."""
    return store(BIRDS, tmp_path_factory.mktemp("birds") / "birds.kg")


@pytest.fixture
def birds(birds_file: Path) -> Iterator[Graph]:
    """The same graph, open."""
    with Graph(birds_file) as graph:
        yield graph


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A real Neo4j server; the tests that use it clear its database."""
    with some_server() as server:
        yield server
