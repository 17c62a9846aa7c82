"""The session with Spark, and its failures as sentences."""

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from kg.errors import PaperkgError, SparkError

LOCAL = "--master local[*,4] pyspark-shell"
"""Where nothing says which cluster: all cores of this machine, each task tried up to four times."""

_SAYS_WHERE = ("PYSPARK_SUBMIT_ARGS", "PYSPARK_GATEWAY_PORT", "SPARK_CONF_DIR", "SPARK_HOME")
"""What a user, ``spark-submit`` or an installation of Spark says by which cluster to use."""

_OURS = re.compile(r"^(?:\S*\.)?errors\.\w+Error: (.+)$", re.MULTILINE)
"""An error of ours in the traceback of a worker."""


def session() -> SparkSession:
    """The session that is there, or a new one as the environment has it.

    Raises:
        SparkError: if Spark does not start.
    """
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        raise SparkError("Spark needs Java 17 or later, and there is no java on the PATH")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if not os.environ.keys() & set(_SAYS_WHERE):
        os.environ["PYSPARK_SUBMIT_ARGS"] = LOCAL
    try:
        builder = SparkSession.builder.appName("paperkg")
        with any_pandas():
            spark = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except Exception as error:  # Java's own, of many kinds
        raise SparkError(f"Spark does not start: {_last_line(error)}") from error
    spark.sparkContext.setLogLevel("FATAL")
    return spark


@contextmanager
def any_pandas() -> Iterator[None]:
    """Let Spark not warn of a pandas that is newer than it: it asks for one, and uses none here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        yield


@contextmanager
def failures_as_sentences() -> Iterator[None]:
    """Raise what failed on a worker as it would be raised here.

    Raises:
        PaperkgError: what a step raised.
        SparkError: anything else that Spark gave up on.
    """
    try:
        yield
    except PySparkException as error:
        if ours := _OURS.search(str(error)):
            raise PaperkgError(ours[1]) from error
        raise SparkError(f"Spark gave up: {_last_line(error)}") from error


def _last_line(error: Exception) -> str:
    """What was raised, without where."""
    return str(error).strip().rpartition("\n")[2]
