"""The package of ``docs/extending.md`` is installed as a stranger's would be, and used by name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent.parent
PACKAGE = Path(__file__).parent / "paperkg-example"
KG = "from kg.cli import main; main()"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pip has put the package, without a network."""
    target = tmp_path_factory.mktemp("site")
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", *offline, "--target", str(target)]
    subprocess.run([*pip, str(PACKAGE)], check=True, capture_output=True, text=True)
    return target


def run(command: str, path: Path, folder: Path) -> str:
    """What ``kg`` prints for ``command`` in ``folder``, with the packages of ``path``."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(CHECKOUT), str(path)])}
    result = subprocess.run(
        [sys.executable, "-c", KG, *command.split()],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_reader_extractor_and_loader_are_found_by_name(installed: Path, tmp_path: Path) -> None:
    source = PACKAGE / "example.nbib"
    run(f"build {source} --format medline --extractor proteins --into g.kg", installed, tmp_path)
    run("export g.kg out.txt --format dot", installed, tmp_path)
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == EXPECTED


def test_content_picks_the_reader_and_suffix_the_loader(installed: Path, tmp_path: Path) -> None:
    source = PACKAGE / "example.nbib"
    run(f"build {source} --extractor proteins --into g.kg", installed, tmp_path)
    run("export g.kg out.dot", installed, tmp_path)
    assert (tmp_path / "out.dot").read_text(encoding="utf-8") == EXPECTED


def test_the_laws_of_extractors_hold(installed: Path) -> None:
    laws = CHECKOUT / "tests" / "extractors" / "test_laws.py"
    path = os.pathsep.join([str(CHECKOUT), str(installed)])
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", "proteins", str(laws)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
    assert re.search(r"(\d\d) passed", result.stdout), result.stdout


def test_the_page_shows_the_package_as_it_is() -> None:
    page = (CHECKOUT / "docs" / "extending.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"`(\S+)`:\n\n```\w*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    files = {
        name: (PACKAGE / name).read_text(encoding="utf-8")
        for name in (
            "pyproject.toml",
            "paperkg_example/medline.py",
            "paperkg_example/proteins.py",
            "paperkg_example/dot.py",
        )
    }
    assert shown == files


EXPECTED = """\
digraph {
  "paper:900001" [label="Structures from sequences: what a deep network can do"]
  "paper:900002" [label="Three tracks for protein structure prediction"]
  "model:alphafold" [label="AlphaFold"]
  "model:rosettafold" [label="RoseTTAFold"]
  "dataset:protein-data-bank" [label="Protein Data Bank"]
  "benchmark:casp14" [label="CASP14"]
  "task:protein-structure-prediction" [label="protein structure prediction"]
  "paper:900001" -> "benchmark:casp14" [label="MENTIONS"]
  "paper:900001" -> "dataset:protein-data-bank" [label="MENTIONS"]
  "paper:900001" -> "model:alphafold" [label="MENTIONS"]
  "paper:900001" -> "task:protein-structure-prediction" [label="MENTIONS"]
  "paper:900002" -> "benchmark:casp14" [label="MENTIONS"]
  "paper:900002" -> "model:alphafold" [label="MENTIONS"]
  "paper:900002" -> "model:rosettafold" [label="MENTIONS"]
  "paper:900002" -> "task:protein-structure-prediction" [label="MENTIONS"]
  "model:alphafold" -> "benchmark:casp14" [label="EVALUATED_ON"]
  "model:rosettafold" -> "benchmark:casp14" [label="EVALUATED_ON"]
}
"""
