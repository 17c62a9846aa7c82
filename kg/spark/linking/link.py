"""The whole of it, step by step as :func:`kg.linking.link` does it."""

from typing import NamedTuple

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kg.linking.decisions import Verdicts
from kg.linking.guidance import Guidance
from kg.linking.senses import Expansions
from kg.spark.linking.clusters import clusters_of
from kg.spark.linking.names import file_names, read_names, senses_of
from kg.spark.linking.pairs import edits_of, pairs_of, score, synonyms_of
from kg.spark.linking.things import things_of, variants_of
from kg.spark.linking.units import members_of, units_of
from kg.spark.stages import Stages


class Links(NamedTuple):
    """The decisions as tables.

    Attributes:
        named: which thing each entity is: ``paper``, ``entity``, ``key``, ``type`` (as this paper
            has it) and, of a variant, ``head``, the key of the head of its family.
        identities: ``key``, ``type``, ``name`` and ``aliases`` of each thing.
    """

    named: DataFrame
    identities: DataFrame


def link(papers: DataFrame, guidance: Guidance, stages: Stages) -> Links:
    """Decide which entities of all papers are one thing.

    Args:
        papers: has the annotations, in a column of this name.
        guidance: what people told the linker.
        stages: keeps what is used more than once.
    """
    verdicts = Verdicts(guidance.decisions)
    names = read_names(papers, guidance.lexicon, stages)
    senses = stages.keep("senses", senses_of(names))
    expansions = _expansions(senses)
    filed = stages.keep("filed", file_names(names, senses, verdicts))
    members = stages.keep("members", members_of(filed))
    units = stages.keep("units", units_of(members, expansions))
    edits = stages.keep("edits", edits_of(names, expansions))
    pairs = stages.keep("pairs", pairs_of(units, synonyms_of(edits), verdicts))
    scored = stages.keep("scored", score(pairs, units, members, edits, verdicts))
    clusters = stages.keep("clusters", clusters_of(scored, units, stages))
    things = stages.keep("things", things_of(units, clusters, expansions))
    variants = stages.keep("variants", variants_of(things))
    named = _named(members, clusters, things, variants)
    return Links(named, things.select("key", "type", "name", "aliases"))


def _named(
    members: DataFrame, clusters: DataFrame, things: DataFrame, variants: DataFrame
) -> DataFrame:
    cluster = f.coalesce("cluster", "unit").alias("cluster")
    clustered = members.filter("entity <> ''").join(clusters, "unit", "left")
    keyed = clustered.select("paper", "entity", "type", cluster).join(
        things.select("cluster", "key"), "cluster"
    )
    return keyed.join(variants, "key", "left").select("paper", "entity", "key", "type", "head")


def _expansions(senses: DataFrame) -> Expansions:
    """What every worker is told: few short forms nearly always stand for one thing."""
    sure = senses.filter("expansion is not null").select("short", "expansion")
    return Expansions(dict(sure.collect()))
