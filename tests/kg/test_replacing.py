import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import GraphError
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
