"""A server over the small field of :mod:`tests.fields`."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.served import served


@pytest.fixture(scope="session")
def address(birds_file: Path) -> Iterator[str]:
    with served(birds_file) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client
