"""Papers to names, and names to what they are filed under."""

from collections.abc import Iterator, Sequence
from functools import partial

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kg.linking.decisions import Verdicts
from kg.linking.lexicon import Entry, lexicon_names
from kg.linking.names import Name, entity_name
from kg.linking.normalise import compact
from kg.linking.senses import Senses, beside, read_paper, sense_key
from kg.records import Annotation
from kg.spark.rows import Row, Rows, each_group, each_partition
from kg.spark.stages import Stages

NAMES = "paper string, names binary"
"""All names of a paper, sorted; an entry of a lexicon is like one more paper."""

SENSES = "short string, ambiguous boolean, expansion string, senses binary"
"""The senses of a short form by their keys, and what it nearly always stands for, if anything."""

FILED = "form string, type string, paper string, entity string, new boolean, name binary"
"""A name and the form that it is filed under."""


def read_names(papers: DataFrame, lexicon: Sequence[Entry], stages: Stages) -> DataFrame:
    """:data:`NAMES` of all papers, and of the entries of the lexicon that matter for them."""
    found = each_partition(papers.select("annotation"), _names_in_papers, NAMES)
    in_papers = stages.keep("names", found)
    mattering = each_partition(in_papers, partial(_lexicon_names, lexicon), NAMES)
    entries = stages.keep("lexicon", each_group(mattering, 1, _names_of_entry, NAMES))
    return in_papers.unionByName(entries)


def _names_in_papers(papers: Rows) -> Iterator[Row]:
    for (made,) in papers:
        annotation = Annotation.model_validate_json(made)
        names = sorted(entity_name(annotation.paper, entity) for entity in annotation.entities)
        if names:
            yield annotation.paper, names


def _lexicon_names(lexicon: Sequence[Entry], papers: Rows) -> Iterator[Row]:
    for name in lexicon_names(lexicon, [name for _, names in papers for name in names]):
        yield name.paper, [name]


def _names_of_entry(entry: Row, found: Rows) -> Iterator[Row]:
    """Every partition may find the same entry, and lexicons may have one in common."""
    yield *entry, sorted({name for (names,) in found for name in names})


def senses_of(names: DataFrame) -> DataFrame:
    """:data:`SENSES` of all short forms."""
    counts = each_partition(
        names, _sense_counts, "short string, sense string, what string, value string, count long"
    )
    totals = counts.groupBy("short", "sense", "what", "value").agg(f.sum("count").alias("count"))
    return each_group(totals, 1, _senses_of_one, SENSES)


def _sense_counts(papers: Rows) -> Iterator[Row]:
    senses = Senses((name for _, names in papers for name in names), Verdicts())
    for short, by_key in senses.of.items():
        for key, sense in by_key.items():
            for what in ("longs", "types", "cases"):
                for value, count in getattr(sense, what).items():
                    yield short, key, what, str(value), count


def _senses_of_one(key: Row, counts: Rows) -> Iterator[Row]:
    (short,) = key
    senses = Senses((), Verdicts())
    for sense, what, value, count in counts:
        getattr(senses.of[short][sense], what)[value] = count
    yield short, senses.is_ambiguous(short), senses.expansion(short), dict(senses.of[short])


def file_names(names: DataFrame, senses: DataFrame, verdicts: Verdicts) -> DataFrame:
    """:data:`FILED`: every name under its long form, or else itself.

    A paper meets the senses of its short forms and, where these are ambiguous, the company that
    they keep, as far as it is named in the paper.
    """
    shorts = each_partition(names, _asked_shorts, "paper string, short string").dropDuplicates()
    forms = each_partition(names, _forms, "paper string, form string")
    known = shorts.join(senses.select("short", "ambiguous", "senses"), "short")
    company = _company(names, senses, forms)
    asked = known.filter("ambiguous").select("paper", "short").join(forms, "paper")
    met = asked.join(company, ["short", "form"])
    order = f.lit
    together = (
        names.select("paper", order(0).alias("order"), "names")
        .unionByName(
            known.select("paper", order(1).alias("order"), "short", "senses"),
            allowMissingColumns=True,
        )
        .unionByName(met.withColumn("order", order(2)), allowMissingColumns=True)
    )
    columns = "paper", "order", "names", "short", "senses", "sense", "form", "count", "usual"
    step = partial(_file_paper, verdicts)
    return each_group(together.select(*columns), 1, step, FILED, then_by=1)


def _company(names: DataFrame, senses: DataFrame, forms: DataFrame) -> DataFrame:
    """What is named beside each sense of an ambiguous short form: how often, and how often
    papers name it at all."""
    ambiguous = senses.filter("ambiguous").select("short")
    beside_ = each_partition(names, _beside_senses, "short string, sense string, form string")
    counted = beside_.join(ambiguous, "short", "left_semi").groupBy("short", "sense", "form")
    papers = names.count()
    usual = forms.groupBy("form").agg((f.count("*") / papers).alias("usual"))
    return counted.agg(f.count("*").alias("count")).join(usual, "form")


def _asked_shorts(papers: Rows) -> Iterator[Row]:
    for paper, names in papers:
        for name in names:
            yield paper, name.short or compact(name.form)


def _forms(papers: Rows) -> Iterator[Row]:
    for paper, names in papers:
        for form in {name.form for name in names}:
            yield paper, form


def _beside_senses(papers: Rows) -> Iterator[Row]:
    for _, names in papers:
        for name in names:
            if name.short:
                for form in beside(name, names):
                    yield name.short, sense_key(name.form), form


def _file_paper(verdicts: Verdicts, _: Row, rows: Rows) -> Iterator[Row]:
    senses = Senses((), verdicts)
    usual: dict[str, float] = {}
    names: list[Name] = []
    for order, here, short, by_key, key, form, count, share in rows:
        if order == 0:
            names = here
        elif order == 1:
            senses.of[short].update(by_key)
        else:
            senses.of[short][key].company[form] = count
            usual[form] = share
    for name, reading in zip(names, read_paper(names, senses, usual), strict=True):
        yield reading.form, name.type, name.paper, name.entity, name.new, name
