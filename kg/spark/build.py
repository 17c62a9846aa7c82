"""The whole way on Spark: sources to a folder of tables."""

from collections.abc import Sequence
from pathlib import Path

from pyspark.sql import DataFrame

from kg.errors import GraphError, SourceError
from kg.linking.guidance import keep_guidance
from kg.pipeline import BuildOptions, BuildReport, Progress, guided
from kg.settings import Settings
from kg.spark.assembling import assemble
from kg.spark.extracting import check_local, extract
from kg.spark.linking import link
from kg.spark.problems import report_of
from kg.spark.reading import read
from kg.spark.session import failures_as_sentences, session
from kg.spark.stages import Stages
from kg.spark.writing import Size, write_import, write_parquet
from kg.writing import whole


def build(
    sources: Sequence[str | Path],
    into: Path,
    options: BuildOptions,
    progress: Progress = lambda stage, done: None,
) -> tuple[BuildReport, Size]:
    """Build the graph of ``sources`` into the new folder ``into``.

    It is the graph that :func:`kg.pipeline.build` makes of them. All workers must see the sources
    and ``into`` under the same paths. The folder is there when the build is done, or not at all.

    Returns:
        What was read and left out, and the size of the graph.

    Raises:
        PaperkgError: a source, annotation, extractor, the folder or Spark is not as it must be.
    """
    into = into.absolute()
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise GraphError(f"there is something at {into} already: Spark builds into a new folder")
    settings = options.settings(Settings())
    check_local(settings.extractor)
    guidance = guided(into, options)
    spark = session()
    into.parent.mkdir(parents=True, exist_ok=True)
    with failures_as_sentences(), whole(into) as folder:
        folder.mkdir()
        stages = Stages(folder.with_name("stages"))
        progress("reading", 0)
        every = stages.keep("read", read(spark, sources, options.annotations, options.format))
        read_ = every.filter("paper is not null")
        found = read_.count()
        progress("extracting", found)
        made = stages.keep("extracted", extract(read_, found, settings))
        papers = made.filter("key is not null").drop("problem")
        report = report_of(_problems(every).unionByName(_problems(made)), papers.count())
        if not report.added:
            raise SourceError(_why_nothing(report, sources))
        progress("linking", report.added)
        links = link(papers, guidance, stages)
        tables = assemble(papers, links, stages)
        progress("writing", report.added)
        graph = write_parquet(tables, folder / "parquet")
        size = write_import(graph, folder / "neo4j")
    keep_guidance(into, guidance)
    return report, size


def _problems(table: DataFrame) -> DataFrame:
    return table.filter("problem is not null").select("problem")


def _why_nothing(report: BuildReport, sources: Sequence[str | Path]) -> str:
    first = next(iter(report.read.failed), None)
    return first or f"there is no paper in {', '.join(map(str, sources))}"
