"""Filed names to units."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kg.linking.names import Name
from kg.linking.senses import Expansions
from kg.linking.units import Unit, UnitKey, coined_anew, uses
from kg.schema import EntityType
from kg.spark.rows import Row, Rows, each_group, each_partition

UNITS = "unit string, spread long, words array<string>, what binary, names binary"
"""A unit by its id, how many papers name it, its bag of words, itself as it is compared, and its
names. Names that differ in nothing but the paper are one of more weight: they are no more than the
ways in which the unit is written. Still they stand apart, as the unit meets many."""

MEMBERS = "unit string, type string, paper string, entity string"
"""Which unit each name is."""

_SEPARATOR = "\x1f"
"""Stands in no form and no id, and sorts before all that does."""


def unit_id(key: UnitKey) -> str:
    """The key in one string; both sort alike."""
    return _SEPARATOR.join(key)


def members_of(filed: DataFrame) -> DataFrame:
    """:data:`MEMBERS` with their names, of filed names."""
    counted = each_partition(filed, _uses, "form string, users long, introducer string")
    by_form = counted.groupBy("form").agg(
        f.sum("users").alias("users"), f.count_distinct("introducer").alias("introducers")
    )
    anew = each_partition(by_form, _coined_anew, "form string, anew boolean")
    introducer = f.when(f.col("anew") & f.col("new"), f.col("paper")).otherwise("")
    return filed.join(anew, "form", "left").select(
        f.concat_ws(_SEPARATOR, "form", "type", introducer).alias("unit"),
        "type",
        "paper",
        "entity",
        "name",
    )


def _uses(filed: Rows) -> Iterator[Row]:
    users: Counter[str] = Counter()
    for form, _type, paper, _entity, new, name in filed:
        for used, papers in uses(name, form):
            users[used] += papers
        if new:
            yield form, 0, paper
    for used, papers in users.items():
        yield used, papers, None


def _coined_anew(forms: Rows) -> Iterator[Row]:
    for form, users, introducers in forms:
        if coined_anew(introducers, users):
            yield form, True


def units_of(members: DataFrame, expansions: Expansions) -> DataFrame:
    """:data:`UNITS` of the members with their names."""
    by_unit = members.select("unit", "paper", "entity", "name")
    return each_group(by_unit, 1, partial(_unit, expansions), UNITS, then_by=2)


def _unit(expansions: Expansions, key: Row, members: Rows) -> Iterator[Row]:
    spread, last = 0, None
    alike: dict[tuple[object, ...], Name] = {}
    for paper, _entity, name in members:
        spread += paper != last
        last = paper
        shape = name[2:]
        seen = alike.get(shape) if name.entity else None
        alike[shape if name.entity else name] = (
            seen._replace(weight=seen.weight + 1) if seen else name
        )
    (name_of_unit,) = key
    unit = unit_of(name_of_unit, sorted(alike.values()), expansions)
    unit.spread = spread
    yield name_of_unit, spread, list(unit.bag), unit.compared(), unit.names


def unit_of(name_of_unit: str, names: Iterable[Name], expansions: Expansions) -> Unit:
    """The unit of this id that has these names."""
    form, kind, introducer = name_of_unit.split(_SEPARATOR)
    unit = Unit(form, EntityType(kind), introducer, plain=expansions.written_out(form))
    for name in names:
        unit.add(name)
    return unit
