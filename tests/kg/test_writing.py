import shutil
from pathlib import Path

import pytest

from kg.errors import LoadError
from kg.writing import STANDARD_OUTPUT, lines_into, whole


def test_a_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with whole(target) as path:
        path.write_text("new")
        assert not target.exists()
    assert target.read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with whole(tmp_path / "target") as path:
        path.touch()
    assert (tmp_path / "target").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_file_stays_as_it_was_when_the_block_fails(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    with pytest.raises(error):
        _break_off(target, error)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_folder_replaces_an_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for text in ("old", "new"):
        with whole(target) as folder:
            folder.mkdir()
            (folder / "a").write_text(text)
    assert (target / "a").read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "thesis.txt").write_text("mine")
    with pytest.raises(LoadError, match=r"holds other files, such as thesis\.txt"):
        _write_folder(target)
    assert (target / "thesis.txt").read_text() == "mine"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    _write_folder(tmp_path / "out")
    assert (tmp_path / "out" / "a").exists()


def test_a_folder_is_not_put_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(LoadError, match="it is a file, and this format is a folder"):
        _write_folder(tmp_path / "out")


def test_a_file_is_not_put_in_place_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="it is a folder, and this format is one file"):
        _write_file(tmp_path)


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(LoadError, match="/dev/null: it is not a regular file"):
        _write_file(Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_the_parent_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"there is no folder .*missing"):
        _write_file(tmp_path / "missing" / "out")


def _break_off(target: Path, error: type[BaseException]) -> None:
    with whole(target) as path:
        path.write_text("half")
        raise error


def _write_file(target: Path) -> None:
    with whole(target) as path:
        path.write_text("new")


def _write_folder(target: Path) -> None:
    with whole(target) as folder:
        folder.mkdir()
        (folder / "a").write_text("new")


def test_a_graph_is_never_replaced(birds_file: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copy(birds_file, tmp_path / "birds.kg"))
    with pytest.raises(LoadError, match="it is a graph"), whole(graph) as path:
        path.write_text("an export")
    assert graph.read_bytes() == birds_file.read_bytes()


def test_lines_appear_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with lines_into(target) as lines:
        lines.write("Øre\n")
        assert not target.exists()
    assert target.read_bytes() == "Øre\n".encode()


def test_lines_go_to_a_device_and_leave_it_there() -> None:
    with lines_into(Path("/dev/null")) as lines:
        lines.write("text")
    assert Path("/dev/null").is_char_device()


def test_lines_for_a_full_device_are_one_sentence() -> None:
    with pytest.raises(LoadError, match="cannot write /dev/full: No space left on device"):
        _write_lines(Path("/dev/full"))


def test_lines_for_standard_output_are_written_there(capsys: pytest.CaptureFixture[str]) -> None:
    _write_lines(STANDARD_OUTPUT)
    assert capsys.readouterr().out == "text"


def _write_lines(target: Path) -> None:
    with lines_into(target) as lines:
        lines.write("text")
