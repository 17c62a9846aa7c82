"""Units to scored pairs."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kg.linking.candidates import CROWD, addresses, block_keys, looked_up
from kg.linking.decisions import Verdicts
from kg.linking.edits import Edits, edit_between
from kg.linking.features import features
from kg.linking.scoring import decided, log_odds
from kg.linking.senses import Expansions
from kg.spark.rows import Row, Rows, each_group, each_partition

EDITS = "gone string, come string, kept long, changed long"
"""How many names keep, and how many papers tell apart, what a change of one word makes."""

SCORED = "one string, other string, score double"
"""Two units by id, the smaller first, and the log-odds that they are one thing."""

_KEYED = "key string, absent boolean, unit string, kind string, blocked boolean, asks boolean"
"""A unit under a key: whether others do not find it there, whether it is compared with what shares
the key, and whether it asks who is there."""


def edits_of(names: DataFrame, expansions: Expansions) -> DataFrame:
    """:data:`EDITS` of all papers."""
    counted = each_partition(names, partial(_edits, expansions), EDITS)
    totals = f.sum("kept").alias("kept"), f.sum("changed").alias("changed")
    return counted.groupBy("gone", "come").agg(*totals)


def _edits(expansions: Expansions, papers: Rows) -> Iterator[Row]:
    edits = Edits((name for _, names in papers for name in names), expansions)
    for edit in edits.kept.keys() | edits.changed.keys():
        yield *edit, edits.kept[edit], edits.changed[edit]


def synonyms_of(edits: DataFrame) -> dict[str, list[str]]:
    """The words that may stand for each other: few, as papers seldom write two for one thing."""
    kept = Edits((), Expansions({}))
    for gone, come, *counts in edits.filter("kept > changed").collect():
        kept.kept[gone, come], kept.changed[gone, come] = counts
    return kept.synonyms()


def pairs_of(
    units: DataFrame, synonyms: Mapping[str, Sequence[str]], verdicts: Verdicts
) -> DataFrame:
    """Pairs of units, ``one`` and ``other`` by id, that may be one thing at all."""
    step = partial(_keyed, synonyms, verdicts)
    keyed = each_partition(units.select("unit", "what"), step, _KEYED)
    pairs = each_group(keyed, 1, _pairs_at_key, "one string, other string", then_by=1)
    return pairs.dropDuplicates()


def _keyed(synonyms: Mapping[str, Sequence[str]], verdicts: Verdicts, units: Rows) -> Iterator[Row]:
    for name, unit in units:
        kind = min(unit.mark.kind)
        blocks, there = block_keys(unit), addresses(unit, verdicts)
        asked = looked_up(unit, synonyms, verdicts)
        for key in blocks | there | asked:
            yield repr(key), key not in there, name, kind, key in blocks, key in asked


def _pairs_at_key(_: Row, units: Rows) -> Iterator[Row]:
    """Pairs of who asks with who is there, who comes first, and those of a block."""
    there: list[tuple[str, str, bool]] = []
    block: list[tuple[str, str]] = []
    for absent, unit, kind, blocked, asks in units:
        for other, other_kind, asked in there:
            if kind == other_kind and (asks or (asked and not absent)):
                yield _pair(unit, other)
        if not absent:
            there.append((unit, kind, asks))
        if blocked and len(block) <= CROWD:
            block.append((unit, kind))
    if len(block) <= CROWD:
        for (one, kind), (other, other_kind) in combinations(block, 2):
            if kind == other_kind:
                yield _pair(one, other)


def _pair(one: str, other: str) -> Row:
    return min(one, other), max(one, other)


def score(
    pairs: DataFrame, units: DataFrame, members: DataFrame, edits: DataFrame, verdicts: Verdicts
) -> DataFrame:
    """:data:`SCORED` pairs."""
    words = _both(pairs, units, "words")
    changes = each_partition(words, _changes, "one string, other string, gone string, come string")
    counted = changes.join(edits, ["gone", "come"], "left")
    met = counted.join(_together(_both(pairs, units, "spread"), members), ["one", "other"], "left")
    known = _both(
        met.select("one", "other", "gone", "come", "kept", "changed", "together"), units, "what"
    )
    return each_partition(known, partial(_score, verdicts), SCORED)


def _both(pairs: DataFrame, units: DataFrame, column: str) -> DataFrame:
    """The pairs with this column of both units, as ``this`` and ``that``, behind their own."""
    one = units.select(f.col("unit").alias("one"), f.col(column).alias("this"))
    other = units.select(f.col("unit").alias("other"), f.col(column).alias("that"))
    joined = pairs.join(one, "one").join(other, "other")
    return joined.select(*pairs.columns, "this", "that")


def _together(pairs: DataFrame, members: DataFrame) -> DataFrame:
    """How many papers name both units of each pair; where none does, the pair is not there.

    The papers of the rarer unit are asked for the other one: what is named everywhere is mostly
    paired with what is named once.
    """
    named = members.select("unit", "paper").dropDuplicates()
    rarer = f.when(f.col("this") <= f.col("that"), f.col("one")).otherwise(f.col("other"))
    asked = pairs.withColumn("unit", rarer).join(named, "unit")
    beside = f.when(f.col("unit") == f.col("one"), f.col("other")).otherwise(f.col("one"))
    met = asked.withColumn("unit", beside).join(named, ["unit", "paper"])
    return met.groupBy("one", "other").agg(f.count("*").alias("together"))


def _changes(pairs: Rows) -> Iterator[Row]:
    for one, other, this, that in pairs:
        yield one, other, *(edit_between(tuple(this), tuple(that)) or (None, None))


def _score(verdicts: Verdicts, pairs: Rows) -> Iterator[Row]:
    for one, other, gone, come, kept, changed, together, this, that in pairs:
        edits = Edits((), Expansions({}))
        if kept is not None:
            edits.kept[gone, come], edits.changed[gone, come] = kept, changed
        found = features(this, that, edits, together or 0) | decided(this, that, verdicts)
        yield one, other, log_odds(found)
