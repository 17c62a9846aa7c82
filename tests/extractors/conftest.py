"""Extractors, each loaded once."""

from functools import cache

import pytest

from kg import plugins
from kg.plugins import Extractor

extractor = cache(plugins.extractor)


@pytest.fixture(params=plugins.names(plugins.EXTRACTORS))
def extract(request: pytest.FixtureRequest) -> Extractor:
    """Every registered extractor in turn."""
    return extractor(request.param)


@pytest.fixture
def rules() -> Extractor:
    """The extractor without a neural network."""
    return extractor("rules")
