"""Papers and the linker's decisions to the tables of the graph."""

import datetime
from collections.abc import Iterator
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kg.assemble import Assembly, edge, entity_node
from kg.columns import NODE_COLUMNS, node_from_row, row
from kg.linking.identity import Identity, Links
from kg.records import PaperNode
from kg.schema import EDGE_ENDS, PAPER, RESULT, EntityType
from kg.spark.linking.link import Links as LinkTables
from kg.spark.rows import Row, Rows, each_group, each_partition
from kg.spark.stages import Stages
from kg.spark.writing import EDGES, ENTITIES, RESULTS, Tables

_SAID = "head string, label string, tail string, date date, what binary"
"""What a paper says: statements of an edge; a result (``head`` is its key); or that it names a
thing (without a ``label``)."""

_PAPER = tuple(NODE_COLUMNS[PAPER])


def assemble(papers: DataFrame, links: LinkTables, stages: Stages) -> Tables:
    """The graph of ``papers``, which are nodes with their annotations."""
    named = stages.keep("named", links.named)
    said = stages.keep("said", _said(papers, named))
    edges = said.filter(f.col("label").isin(*EDGE_ENDS)).drop("date")
    results = said.filter(f.col("label") == RESULT).select("what")
    return Tables(
        papers=papers.select(f.lit(PAPER).alias("label"), *_PAPER),
        entities=_entities(said, named, links.identities),
        results=each_partition(results, _results, RESULTS),
        edges=each_group(edges, 3, _edge, EDGES),
    )


def _said(papers: DataFrame, named: DataFrame) -> DataFrame:
    """:data:`_SAID` by every paper, which meets the keys of its entities."""
    ours = papers.select(f.col("key").alias("paper"), f.lit(1).alias("order"), *_PAPER)
    keyed = named.select(
        f.concat(f.lit("paper:"), "paper").alias("paper"),
        f.lit(0).alias("order"),
        "entity",
        f.col("key").alias("thing"),
        "head",
    )
    columns = "paper", "order", "entity", "thing", "head"
    together = keyed.unionByName(ours, allowMissingColumns=True).select(*columns, *_PAPER)
    return each_group(together, 1, _says, _SAID, then_by=1)


def _says(_: Row, rows: Rows) -> Iterator[Row]:
    keys: dict[str, str] = {}
    variants: dict[str, str] = {}
    for order, entity, thing, head, *values in rows:
        if order == 0:
            keys[entity] = thing
            if head:
                variants[thing] = head
        else:
            node = node_from_row(PAPER, dict(zip(_PAPER, values, strict=True)))
            assert isinstance(node, PaperNode)
            yield from _statements(node, keys, variants)


def _statements(node: PaperNode, keys: dict[str, str], variants: dict[str, str]) -> Iterator[Row]:
    paper, annotation = node.annotated()
    named = {(paper.id, entity): key for entity, key in keys.items()}
    assembly = Assembly(Links(identities={}, keys=named, variants=variants, merges=()))
    assembly.add(paper, annotation)
    for key, (date,) in assembly.dates.items():
        yield key, None, None, date, None
    for key, result in assembly.results.items():
        yield key, RESULT, None, None, result
    for ends, statements in assembly.statements.items():
        yield *ends, None, statements


def _edge(key: Row, rows: Rows) -> Iterator[Row]:
    said = [statement for (statements,) in rows for statement in statements]
    made = edge(key, (each.evidence() for each in said), (each.date for each in said))
    yield made.label, made.head, made.tail, *row(made).values()


def _results(said: Rows) -> Iterator[Row]:
    for (result,) in said:
        yield RESULT, *row(result).values()


def _entities(said: DataFrame, named: DataFrame, identities: DataFrame) -> DataFrame:
    """The nodes of all named things: their identities with the dates of their papers and the
    votes on their types."""
    order = f.lit
    votes = named.groupBy("key", "type").agg(f.count_distinct("paper").alias("votes"))
    dates = said.filter("label is null").select(f.col("head").alias("key"), "date")
    together = (
        identities.withColumn("order", order(0))
        .unionByName(votes.withColumn("order", order(1)), allowMissingColumns=True)
        .unionByName(dates.withColumn("order", order(2)), allowMissingColumns=True)
    )
    columns = together.select("key", "order", "type", "name", "aliases", "votes", "date")
    return each_group(columns, 1, _entity, ENTITIES, then_by=1)


def _entity(named: Row, rows: Rows) -> Iterator[Row]:
    votes: dict[EntityType, int] = {}
    dates: list[datetime.date | None] = []
    identity: dict[str, Any] = {}
    for order, kind, name, aliases, count, date in rows:
        if order == 0:
            identity = {"type": kind, "name": name, "aliases": aliases}
        elif order == 1:
            votes[EntityType(kind)] = count
        else:
            dates.append(date)
    (key,) = named
    node = entity_node(Identity(key=key, **identity, type_votes=votes), dates)
    yield node.label, *row(node).values()
