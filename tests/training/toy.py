"""A toy corpus, five made-up abstracts, in both its forms, and `make` as a user calls it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kg import stand_off
from kg.records import Paper
from tests.conftest import CHECKOUT

BIRDS = ("Owl", "Crow", "Finch", "Heron", "Swift")
PARTS = ("train", "dev")


def paper(bird: str) -> dict[str, str]:
    return {
        "id": f"2403.{BIRDS.index(bird):05}",
        "title": f"{bird}Net for Song Recognition",
        "abstract": f"We propose {bird}Net. It reaches 9{len(bird)}.5% accuracy on NestBench, "
        "better than RobinNet.",
    }


def annotation(bird: str) -> dict[str, Any]:
    names = [
        ("Method", f"{bird}Net"),
        ("Task", "Song Recognition"),
        ("Metric", "accuracy"),
        ("Benchmark", "NestBench"),
        ("Method", "RobinNet"),
    ]
    return {
        "id": paper(bird)["id"],
        "entities": [
            {"id": f"e{n}", "type": kind, "name": name, "surface": [name], "new": n == 0}
            for n, (kind, name) in enumerate(names)
        ],
        "relations": [
            ["e0", "ADDRESSES", "e1"],
            ["e0", "EVALUATED_ON", "e3"],
            ["e0", "COMPARED_WITH", "e4", "better"],
        ],
        "results": [{"subject": "e0", "on": "e3", "metric": "e2", "value": f"9{len(bird)}.5%"}],
    }


def write_lines(path: Path, made: Callable[[str], dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(made(bird)) + "\n" for bird in BIRDS))


def write_published(folder: Path) -> None:
    """Put the annotations without texts where the checkout has the published ones."""
    (folder / "corpus").mkdir()
    items = [stand_off.strip(annotation(bird), Paper(**paper(bird))) for bird in BIRDS]
    for part in PARTS:
        stand_off.write(folder / "corpus" / f"{part}.jsonl.xz", items)


def make(
    folder: Path, *arguments: str, environment: Mapping[str, str] = os.environ
) -> subprocess.CompletedProcess[str]:
    """Run `make` in ``folder`` with this environment of Python, to which nothing is installed."""
    venv = Path(sys.prefix)
    installed = (f"--assume-old={venv}/.installed{extra}" for extra in ("", "-training"))
    return subprocess.run(
        ["make", f"--makefile={CHECKOUT}/Makefile", f"VENV={venv}", *installed, *arguments],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(CHECKOUT), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
