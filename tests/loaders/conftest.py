import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"

MatchesGolden = Callable[[str, str], None]


@pytest.fixture
def matches_golden() -> MatchesGolden:
    """Compare a text with a file of ``golden/``; UPDATE_GOLDEN=1 in the environment writes it."""

    def check(text: str, name: str) -> None:
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode()

    return check
