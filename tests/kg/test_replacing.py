import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.graph_files import log_of
from kg.replacing import replacing


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    target.write_text("old")
    with target.open() as old, replacing(target) as draft:
        draft.write_text("new")
        assert target.read_text() == "old"
        assert old.read() == "old"
    assert target.read_text() == "new"
    assert visible(tmp_path) == ["graph"]


def _fail_after_writing(draft: Path) -> None:
    draft.write_text("half")
    draft.with_name(draft.name + ".wal").write_text("log")
    raise ZeroDivisionError


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(target) as draft:
        _fail_after_writing(draft)
    assert target.read_text() == "old"
    assert visible(tmp_path) == ["graph"]


def test_nothing_written_is_nothing_changed(tmp_path: Path) -> None:
    with replacing(tmp_path / "graph"):
        pass
    assert visible(tmp_path) == []


def test_what_a_dead_process_left_is_cleared(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    code = (
        "import os, pathlib, sys; from kg.replacing import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as draft:\n"
        "    draft.write_text('half'); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert done.returncode == 9
    assert visible(tmp_path) == [".graph.draft"]
    with replacing(target) as draft:
        assert not draft.exists()
        draft.write_text("whole")
    assert visible(tmp_path) == ["graph"]


def test_a_new_log_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target, log = tmp_path / "graph", tmp_path / "graph.wal"
    target.write_text("file")
    log.write_text("old")
    with replacing(target) as draft:
        log_of(draft).write_text("new")
    assert (target.read_text(), log.read_text()) == ("file", "new")
    assert visible(tmp_path) == ["graph", "graph.wal"]


def test_a_new_file_ends_the_old_log(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    target.write_text("old")
    log_of(target).write_text("changes of the old")
    with replacing(target) as draft:
        draft.write_text("new")
    assert target.read_text() == "new"
    assert visible(tmp_path) == ["graph"]


@pytest.mark.parametrize("step", range(3))
def test_death_between_two_steps_leaves_no_file_without_its_log(tmp_path: Path, step: int) -> None:
    """Until the next writer comes the file may be seen without the log, but never with another."""
    target = tmp_path / "graph"
    target.write_text("old")
    log_of(target).write_text("changes of the old")
    code = (
        "import os, pathlib, sys; from kg.replacing import replacing\n"
        "path, step = pathlib.Path(sys.argv[1]), int(sys.argv[2])\n"
        "def dying(do, at):\n"
        "    def or_die(*arguments, **options):\n"
        "        os._exit(9) if at == step else None\n"
        "        return do(*arguments, **options)\n"
        "    return or_die\n"
        "pathlib.Path.rename = dying(pathlib.Path.rename, 0)\n"
        "os.replace = dying(os.replace, 1)\n"
        "pathlib.Path.unlink = dying(pathlib.Path.unlink, 2)\n"
        "with replacing(path) as draft: draft.write_text('new')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target), str(step)], check=False)
    assert done.returncode == 9
    left = target.read_text(), log_of(target).exists()
    assert left in {("old", True), ("old", False), ("new", False)}
    with replacing(target):
        pass
    found = target.read_text(), log_of(target).exists()
    assert found == (("old", True) if step == 0 else ("new", False))
    assert visible(tmp_path) == (["graph", "graph.wal"] if step == 0 else ["graph"])


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    target = tmp_path / "graph"
    with (
        replacing(target) as draft,
        pytest.raises(GraphError, match="another process is writing"),
        replacing(target),
    ):
        pass
    assert not draft.exists()


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    target = tmp_path / "new" / "graph"
    with replacing(target) as draft:
        draft.write_text("whole")
    assert target.read_text() == "whole"


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(GraphError, match="cannot write"), replacing(tmp_path / "file" / "graph"):
        pass
