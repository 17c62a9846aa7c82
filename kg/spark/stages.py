"""Stages of a build, kept on disk: none is computed twice, and what failed goes on from there."""

from dataclasses import dataclass
from pathlib import Path

from pyspark.sql import DataFrame


@dataclass(frozen=True)
class Stages:
    """Tables under one folder, which all workers see."""

    folder: Path

    def keep(self, name: str, table: DataFrame) -> DataFrame:
        """Compute ``table``, write it, and return it as it is on disk."""
        place = f"{self.folder.absolute().as_uri()}/{name}"
        table.write.parquet(place)
        return table.sparkSession.read.schema(table.schema).parquet(place)
