import shutil
from pathlib import Path

import pytest

from extractors.joint import weights
from extractors.joint.reader import Reader
from kg.errors import PluginError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped weights."""
    return shutil.copytree(weights.FOLDER, tmp_path / "weights")


@pytest.mark.parametrize("name", weights.FILES)
def test_damaged_weights_are_refused(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(PluginError, match=rf"{name} is damaged"):
        Reader(folder)


@pytest.mark.parametrize("name", ["encoder.onnx", "SHA256SUMS"])
def test_weights_that_are_not_there_are_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(PluginError, match=rf"incomplete: .*{name}"):
        Reader(folder)


def test_hashes_that_are_none_are_refused(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text("<html>not found</html>\n", encoding="utf-8")
    with pytest.raises(PluginError, match="incomplete"):
        Reader(folder)


def test_weights_of_ones_own_are_sealed(folder: Path) -> None:
    settings = folder / "settings.json"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    weights.seal(folder)
    weights.verify(folder)


def test_weights_stay_small() -> None:
    sizes = [(weights.FOLDER / name).stat().st_size for name in weights.FILES]
    assert max(sizes) < 95e6
    assert sum(sizes) < 100e6
