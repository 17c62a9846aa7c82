"""Fixtures that tests of all packages share."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the annotated corpus and the pages, which is not part of the project."""
    folder = Path(os.environ.get("PAPERKG_SHARED", CHECKOUT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}")
    return folder
