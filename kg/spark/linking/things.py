"""Clusters of units to things: each with its names, its key and the family that it is of."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kg.linking.families import headed_name, parents, placed, variants
from kg.linking.names import akin_types
from kg.linking.naming import claim, granted, identity
from kg.linking.senses import Expansions
from kg.spark.linking.units import unit_of
from kg.spark.rows import Row, Rows, each_group, each_partition

_IDENTITY = "type string, name string, aliases array<string>"

THINGS = f"cluster string, key string, {_IDENTITY}, places binary"
"""A thing: the cluster that it is, its identity but for the votes on its type, and where it stands
in which family."""

VARIANTS = "key string, head string"
"""A member of a family and the head of the family, both by key."""

_CLAIMS = f"plain string, cluster string, claim binary, {_IDENTITY}, places binary"
_MEMBERS = "akin string, family string, member binary"


def things_of(units: DataFrame, clusters: DataFrame, expansions: Expansions) -> DataFrame:
    """:data:`THINGS` of all clusters, and of the units that are alone."""
    own = f.coalesce("cluster", "unit").alias("cluster")
    clustered = units.join(clusters, "unit", "left").select(own, "unit", "names")
    claims = each_group(clustered, 1, partial(_claim, expansions), _CLAIMS, then_by=1)
    return each_group(claims, 1, _grant, THINGS)


def _claim(expansions: Expansions, key: Row, units: Rows) -> Iterator[Row]:
    members = [unit_of(unit, names, expansions) for unit, names in units]
    if any(each.entity for unit in members for each in unit.names):
        made, thing = claim(members), identity("", members)
        places = list(placed("", thing.type, members))
        yield made.keys[0], *key, made, thing.type, thing.name, list(thing.aliases), places


def _grant(_: Row, claims: Rows) -> Iterator[Row]:
    rivals = list(claims)
    keys = granted(made for _, made, *_ in rivals)
    for cluster, made, *named, places in rivals:
        key = keys[made]
        own = [(family, member._replace(key=key)) for family, member in places]
        yield cluster, key, *named, own


def variants_of(things: DataFrame) -> DataFrame:
    """:data:`VARIANTS` among the things."""
    members = each_partition(things.select("places"), _members, _MEMBERS)
    headed = each_partition(members, _headed, "akin string, family string, name string")
    asked = each_group(
        members, 2, _parents_of_one, f"{_MEMBERS}, name string, rank int, key string"
    )
    joined = (
        asked.join(headed.dropDuplicates(), ["akin", "family", "name"])
        .groupBy("key")
        .agg(*(f.min_by(column, "rank").alias(column) for column in ("akin", "family", "member")))
    )
    every = members.unionByName(joined.drop("key"))
    return each_group(every, 2, _variants, VARIANTS)


def _members(things: Rows) -> Iterator[Row]:
    for (places,) in things:
        for (kinds, family), member in places:
            yield min(kinds), family, member


def _headed(members: Rows) -> Iterator[Row]:
    for akin, family, member in members:
        if name := headed_name(member):
            yield akin, family, name


def _parents_of_one(family: Row, members: Rows) -> Iterator[Row]:
    """The families that a member may join if it is alone in its own."""
    (member,), *others = islice(members, 2)
    if not others:
        own = akin_types(member.type), family[1]
        for rank, ((kinds, parent), name) in enumerate(parents(own, member)):
            yield min(kinds), parent, member._replace(depth=1), name, rank, member.key


def _variants(_: Row, members: Rows) -> Iterator[Row]:
    return variants([member for (member,) in members])
