"""Scored pairs to clusters of units."""

from collections.abc import Iterator

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kg.linking.clustering import cluster
from kg.spark.rows import Row, Rows, each_group
from kg.spark.stages import Stages

CLUSTERS = "unit string, cluster string"
"""The cluster of a unit: the smallest unit of it; units that are alone are not there."""


def clusters_of(scored: DataFrame, units: DataFrame, stages: Stages) -> DataFrame:
    """:data:`CLUSTERS` of the units of scored pairs.

    Clusters only grow along pairs above 0 (a sum above 0 needs one), so each component that such
    pairs connect is clustered by itself.
    """
    connected = components(scored.filter("score > 0"), stages)
    one = connected.withColumnRenamed("unit", "one")
    other = connected.withColumnRenamed("unit", "other")
    within = scored.join(one, "one").join(other, ["component", "other"])
    marked = connected.join(units, "unit").select(
        "component", f.lit(0).alias("order"), "unit", "what"
    )
    pairs = within.select("component", f.lit(1).alias("order"), "one", "other", "score")
    rows = marked.unionByName(pairs, allowMissingColumns=True)
    return each_group(rows, 1, _cluster, CLUSTERS, then_by=2)


def _cluster(_: Row, rows: Rows) -> Iterator[Row]:
    marks, pairs = {}, []
    for order, unit, what, one, other, score in rows:
        if order == 0:
            marks[unit] = what.mark
        else:
            pairs.append((one, other, score))
    units = list(marks)
    places = {unit: place for place, unit in enumerate(units)}
    weights = ((places[one], places[other], score) for one, other, score in pairs)
    for unit, head in zip(units, cluster(weights, list(marks.values())), strict=True):
        yield unit, units[head]


def components(pairs: DataFrame, stages: Stages) -> DataFrame:
    """``unit`` and ``component``, the smallest unit that pairs connect it with.

    Every unit takes the smallest label of its neighbours and then the label of that one, until no
    label changes (hash-to-min: Rastogi et al., "Finding connected components in map-reduce in
    logarithmic rounds", ICDE 2013): the number of rounds grows with the logarithm of the longest
    chain.
    """
    ends = pairs.select(f.col("one").alias("unit"), f.col("other").alias("beside"))
    turned = ends.select(f.col("beside").alias("unit"), f.col("unit").alias("beside"))
    both = stages.keep("neighbours", ends.unionByName(turned))
    own = both.groupBy("unit").agg(f.least("unit", f.min("beside")).alias("component"))
    rounds = 0
    labels = stages.keep("component-0", own)
    while True:
        rounds += 1
        before, labels = labels, stages.keep(f"component-{rounds}", _next(both, labels))
        if labels.exceptAll(before).isEmpty():
            return labels


def _next(neighbours: DataFrame, labels: DataFrame) -> DataFrame:
    of_neighbours = labels.select(f.col("unit").alias("beside"), "component")
    nearest = (
        neighbours.join(of_neighbours, "beside")
        .groupBy("unit")
        .agg(f.min("component").alias("near"))
    )
    best = labels.join(nearest, "unit").select("unit", f.least("component", "near").alias("label"))
    of_label = labels.select(f.col("unit").alias("label"), "component")
    return best.join(of_label, "label").select("unit", "component")
