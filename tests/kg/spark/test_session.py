"""Spark that is not there, or does not start, is one sentence."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.errors import SparkError
from kg.spark.session import session
from tests.conftest import EXAMPLES


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in sys.modules if name.startswith("kg.spark")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    command = ["build", str(EXAMPLES), "--engine", "spark", "--into", str(tmp_path / "graph")]
    result = CliRunner().invoke(cli, command)
    assert isinstance(result.exception, SparkError)
    assert "pip install 'paperkg[spark]'" in str(result.exception)


def test_without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SparkError, match="Spark needs Java 17"):
        session()
