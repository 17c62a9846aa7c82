"""Extractors, each loaded once."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import pytest

from kg import plugins
from kg.plugins import Extractor
from tests.conftest import CHECKOUT

extractor = cache(plugins.extractor)


@pytest.fixture(params=plugins.names(plugins.EXTRACTORS))
def extract(request: pytest.FixtureRequest) -> Extractor:
    """Every registered extractor in turn."""
    if request.param == "llm":
        request.getfixturevalue("endpoint_elsewhere")
    return extractor(request.param)


@pytest.fixture(scope="session")
def endpoint_elsewhere() -> Iterator[None]:
    """An endpoint for ``llm``, in a process of its own: its threads are none of ours."""
    command = [sys.executable, "-m", "tests.llm_server"]
    with (
        subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process,
        pytest.MonkeyPatch.context() as patch,
    ):
        assert process.stdout is not None
        for name, value in json.loads(process.stdout.readline()).items():
            patch.setenv(name, value)
        yield
        process.terminate()


@pytest.fixture
def rules() -> Extractor:
    """The extractor without a neural network."""
    return extractor("rules")
