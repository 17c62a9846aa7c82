"""An endpoint that each test can bend to its will."""

from collections.abc import Iterator

import pytest

from tests.llm_server import Endpoint, endpoint_at_work


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """An endpoint on loopback, in this process."""
    with endpoint_at_work(Endpoint()) as endpoint:
        yield endpoint
