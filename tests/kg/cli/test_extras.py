"""Commands whose libraries are an extra say how to get them."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("library", "arguments", "extra"),
    [
        ("mcp", ("mcp",), "paperkg[mcp]"),
        ("matplotlib", ("plot", "-o", "plot.svg"), "paperkg[plot]"),
    ],
)
def test_a_missing_library_is_one_sentence(
    birds_file: Path, tmp_path: Path, library: str, arguments: tuple[str, ...], extra: str
) -> None:
    without = f"import sys; sys.modules[{library!r}] = None; from kg.cli import main; main()"
    command = [sys.executable, "-c", without, *arguments, str(birds_file)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert done.returncode == 1
    assert f"pip install '{extra}'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
