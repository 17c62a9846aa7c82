"""What every loader promises, whatever its format."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kg import plugins
from kg.errors import LoadError
from kg.plugins import Loader
from kg.records import Edge
from tests.full_disk import files_of_at_most
from tests.graphs import EXAMPLE, MemoryGraph

ROOT = Path(__file__).parents[2]
NOBODY = 65534


class BrokenGraph(MemoryGraph):
    """A graph that breaks off after its first edge."""

    def edges(self) -> Iterator[Edge]:
        yield next(super().edges())
        raise RuntimeError("the graph is broken")


BROKEN = BrokenGraph(EXAMPLE.nodes(), EXAMPLE.edges())


LOADERS = plugins.names(plugins.LOADERS)


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest) -> Loader:
    return plugins.loader(request.param)


def contents(path: Path) -> dict[str, bytes]:
    """All files under ``path`` (or ``path`` itself), by relative name."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return {str(file.relative_to(path.parent)): file.read_bytes() for file in files}


def test_suffixes_are_of_one_loader_each() -> None:
    suffixes = [s for name in LOADERS for s in plugins.loader(name).SUFFIXES]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix.islower() for suffix in suffixes)


def test_the_target_is_all_that_is_written(loader: Loader, tmp_path: Path) -> None:
    loader.load(EXAMPLE, tmp_path / "target")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    assert any(contents(tmp_path / "target").values())


def test_an_empty_graph_can_be_written(loader: Loader, tmp_path: Path) -> None:
    loader.load(MemoryGraph([], []), tmp_path / "target")
    assert contents(tmp_path / "target")


def test_an_earlier_export_is_replaced_whole(loader: Loader, tmp_path: Path) -> None:
    target = tmp_path / "target"
    loader.load(MemoryGraph([], []), target)
    loader.load(EXAMPLE, target)
    loader.load(EXAMPLE, tmp_path / "fresh")
    assert [*contents(target).values()] == [*contents(tmp_path / "fresh").values()]
    assert {path.name for path in tmp_path.iterdir()} == {"target", "fresh"}


def test_a_failure_leaves_no_target(loader: Loader, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="the graph is broken"):
        loader.load(BROKEN, tmp_path / "target")
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_the_old_target_as_it_was(loader: Loader, tmp_path: Path) -> None:
    target = tmp_path / "target"
    loader.load(EXAMPLE, target)
    before = contents(target)
    with pytest.raises(RuntimeError, match="the graph is broken"):
        loader.load(BROKEN, target)
    assert contents(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_missing_folder_is_one_sentence(loader: Loader, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"cannot write .*target: there is no folder .*missing"):
        loader.load(EXAMPLE, tmp_path / "missing" / "target")


def test_a_read_only_folder_is_one_sentence(loader: Loader) -> None:
    with read_only_folder() as folder:
        with pytest.raises(LoadError, match=r"cannot write .*target: Permission denied"):
            loader.load(EXAMPLE, folder / "target")
        assert not list(folder.iterdir())


def test_a_full_disk_is_one_sentence(loader: Loader, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    with files_of_at_most(64), pytest.raises(LoadError, match=r"cannot write .*File too large"):
        loader.load(EXAMPLE, target)
    assert contents(tmp_path) == {f"{tmp_path.name}/target": b"old"}


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """A folder that this process can read but not write, though it be root's."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o755)


EXPORT_ALL = """
import sys
from pathlib import Path
from kg import plugins
from tests.full_disk import files_of_at_most
from tests.graphs import EXAMPLE
folder, *names = sys.argv[1:]
for name in names:
    plugins.loader(name).load(EXAMPLE, Path(folder, name))
"""


def test_the_same_graph_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed / "exports"
        folder.mkdir(parents=True)
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", EXPORT_ALL, str(folder), *LOADERS]
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
        written.append(contents(folder))
    assert written[0] == written[1]
