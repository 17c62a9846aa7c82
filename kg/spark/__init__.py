"""Building on a cluster: the same papers, extractor and linker, the same graph, in tables.

:func:`build` is the whole of it. It needs the extra ``paperkg[spark]`` and Java.
"""

from kg.errors import SparkError

try:
    import pyspark  # noqa: F401
except ImportError as error:
    raise SparkError(
        "building on Spark needs more packages: pip install 'paperkg[spark]'"
    ) from error

from kg.spark.build import build
from kg.spark.writing import Size

__all__ = ["Size", "build"]
