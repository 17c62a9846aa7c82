"""What the pages show is what the program prints."""

import difflib
import runpy
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from kg.cli import COMMANDS

CHECKOUT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def generate_docs() -> dict[str, Any]:
    return runpy.run_path(str(CHECKOUT / "scripts" / "generate_docs"))


def test_the_pages_are_as_generated(generate_docs: dict[str, Any], tmp_path: Path) -> None:
    with chdir(generate_docs["workplace"](tmp_path)):
        stale = [
            line
            for page in generate_docs["pages"]()
            for line in difflib.unified_diff(
                page.read_text(encoding="utf-8").splitlines(),
                generate_docs["generated"](page.read_text(encoding="utf-8")).splitlines(),
                page.name,
                "what scripts/generate_docs writes",
                lineterm="",
            )
        ]
    assert not stale, "\n".join(stale)


def test_a_stale_block_is_written_anew(generate_docs: dict[str, Any], tmp_path: Path) -> None:
    page = (
        '```cypher\n// $name = "BERT"\nMATCH (n {name: $name}) RETURN n.key AS key\n```\n\n'
        "```text\nstale\n```\n\n"
        "```console\n$ kg --version\nstale\n```\n\n```sh\n$ kg --version\n```\n\n"
        "```python\nowls = 40\nprint(owls)\n```\n\n```text\nstale\n```\n\n"
        "```python\nprint(owls + 2)\n```\n\n```text\n```\n"
    )
    with chdir(generate_docs["workplace"](tmp_path)):
        new = generate_docs["generated"](page)
    assert "stale" not in new
    assert "key\nmodel:bert\n" in new
    assert "$ kg --version\npaperkg " in new
    assert "```sh\n$ kg --version\n```\n" in new
    assert "print(owls)\n```\n\n```text\n40\n```\n" in new
    assert "print(owls + 2)\n```\n\n```text\n42\n```\n" in new


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_reference(command: str) -> None:
    assert f"$ kg {command} --help" in (CHECKOUT / "docs" / "cli.md").read_text(encoding="utf-8")
