"""Connected components by joins."""

from pathlib import Path

import networkx as nx
from pyspark.sql import SparkSession

from kg.spark.linking.clusters import components
from kg.spark.stages import Stages


def test_components_are_those_that_pairs_connect(spark: SparkSession, tmp_path: Path) -> None:
    # A chain that jumps back and forth, a star whose middle is not its smallest, a triangle.
    chain = [("a0", "z1"), ("b2", "z1"), ("b2", "y3"), ("c4", "y3"), ("c4", "x5"), ("d6", "x5")]
    star = [(f"k{n}", "m") for n in range(5)]
    pairs = [*chain, *star, ("p", "q"), ("q", "r"), ("p", "r")]
    table = spark.createDataFrame(pairs, "one string, other string")
    found = components(table, Stages(tmp_path))
    connected = nx.connected_components(nx.Graph(pairs))
    expected = {unit: min(members) for members in connected for unit in members}
    assert {row.unit: row.component for row in found.collect()} == expected
