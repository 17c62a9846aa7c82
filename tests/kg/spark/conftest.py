"""One session with Spark for all tests of it: starting one takes seconds."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyspark")
from pyspark.sql import SparkSession

from kg.spark.session import session
from tests.conftest import CHECKOUT

PLUGIN = """
import os
from pathlib import Path
from kg.plugins import extractor
from kg.records import Rejected

def load():
    rules = extractor("rules")
    def extract(papers):
        for paper in papers:
            if "unreadable" in paper.title:
                raise RuntimeError("no idea what this is")
            if "illegible" in paper.title:
                yield Rejected(reason="illegible: the ink has run")
                continue
            killed = Path(__file__).with_name("killed")
            if "deadly" in paper.title and not killed.exists():
                killed.touch()
                os._exit(9)
            yield from rules([paper])
    return extract
"""


@pytest.fixture(scope="session")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder on the workers' path with the extractor ``fragile``: the rules, but that it breaks
    on one paper, rejects another, and takes its process along, once, on a third.
    """
    folder = tmp_path_factory.mktemp("plugins")
    (folder / "fragile.py").write_text(PLUGIN)
    metadata = folder / "fragile-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[kg.extractors]\nfragile = fragile:load\n")
    return folder


@pytest.fixture(scope="session")
def spark(plugins: Path) -> Iterator[SparkSession]:
    """Spark on two cores, with a partition for each; for so little it compiles nothing."""
    options = {
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.memory": "1g",
    }
    given = " ".join(f"--conf {name}={value}" for name, value in options.items())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"--master local[2,4] {given} pyspark-shell")
        patch.setenv("PYTHONPATH", os.pathsep.join([str(CHECKOUT), str(plugins)]))
        spark = session()
        yield spark
        spark.stop()
