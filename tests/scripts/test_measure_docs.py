"""Measured figures in the pages are what commands print."""

import runpy
import subprocess
import sys
from pathlib import Path

from tests.conftest import CHECKOUT
from tests.training.toy import annotation, paper, write_lines

SCRIPT = CHECKOUT / "scripts" / "measure_docs"
OF_TOY = "rules dev.texts.jsonl dev.gold.jsonl"
END = "<!-- end of what was measured -->"


def test_blocks_become_what_their_commands_print(tmp_path: Path) -> None:
    write_lines(tmp_path / "dev.texts.jsonl", paper)
    write_lines(tmp_path / "dev.gold.jsonl", annotation)
    page = "\n".join(
        [
            "As of today:",
            f"<!-- measured by: python -m training.evaluate {OF_TOY} -->",
            "```text",
            "stale",
            "```",
            END,
            "```",
            "not measured",
            "```",
            f"<!-- measured by: python -m training.reliability {OF_TOY} -->",
            END,
            "The end.",
        ]
    )
    lines = runpy.run_path(str(SCRIPT))["measured"](page, tmp_path).splitlines()
    first, second = (number for number, line in enumerate(lines) if line == END)
    assert lines[2] == "```text"
    assert lines[3].split() == ["precision", "recall", "F1", "gold", "predicted"]
    assert lines[first - 1] == "```"
    assert lines[first + 1 : first + 4] == ["```", "not measured", "```"]
    assert lines[first + 5] == "| | confidence | right | count |"
    counts = [int(line.split("|")[4]) for line in lines[first + 7 : second] if "entity" in line]
    found = next(line.split() for line in lines if line.startswith("entity "))
    assert sum(counts) == int(found[-1]) > 0
    assert lines[second + 1 :] == ["The end."]


def test_without_texts_the_figures_stay(tmp_path: Path) -> None:
    page = CHECKOUT / "docs" / "extractor.md"
    before = page.stat().st_mtime_ns
    ran = subprocess.run(
        [sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "lacks dev.gold.jsonl, dev.texts.jsonl: the figures stay as they are" in ran.stderr
    assert page.stat().st_mtime_ns == before
