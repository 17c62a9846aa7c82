"""Papers to annotated papers; the extractor is loaded once for each worker."""

from collections.abc import Iterator
from functools import cache, partial
from itertools import islice

from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from kg.arrow import arrow_schema
from kg.columns import NODE_COLUMNS, row
from kg.errors import PluginError
from kg.extraction import CHUNK, Item, Tried, annotate, start_process
from kg.plugins import EXTRACTORS, RemoteExtractor, extractor, names
from kg.records import PaperNode, Rejected
from kg.schema import PAPER
from kg.settings import Settings
from kg.spark.problems import LEFT_OUT, PROBLEM, problem
from kg.spark.rows import Row, Rows, columns, each_partition

PAPERS_A_TASK = 1000
"""What is lost, and done again, when a worker dies."""

PAPER_NODES = from_arrow_schema(arrow_schema(NODE_COLUMNS[PAPER]))
"""The schema of paper nodes, which carry their annotations."""


def extract(papers: DataFrame, count: int, settings: Settings) -> DataFrame:
    """The nodes of ``papers`` with their annotations, and a problem for each that broke.

    Args:
        papers: papers with the annotations that they have already.
        count: how many there are.
        settings: the extractor, and how sure it must be.
    """
    tasks = papers.repartition(max(1, -(-count // PAPERS_A_TASK)))
    schema = StructType([*PAPER_NODES, *columns(PROBLEM)])
    return each_partition(tasks, partial(_annotated, settings), schema)


def check_local(name: str) -> None:
    """Refuse an extractor that asks another machine: all workers would ask it at once.

    Raises:
        PluginError: if it is one.
    """
    # An extractor may be on the workers alone; they say it where it is missing.
    if name in names(EXTRACTORS) and isinstance(extractor(name), RemoteExtractor):
        raise PluginError(
            f"the extractor {name!r} asks another machine and does not run on Spark: extract first"
            f" (kg extract SOURCE --extractor {name} -o annotations.jsonl), then build with"
            " --annotations annotations.jsonl"
        )


def _annotated(settings: Settings, papers: Rows) -> Iterator[Row]:
    items = ((paper, annotation) for paper, annotation, *_ in papers)
    nothing = (None,) * len(PAPER_NODES)
    while chunk := list(islice(items, CHUNK)):
        if any(annotation is None for _, annotation in chunk):
            _start(settings.extractor)
        for paper, made in _whole_or_singly(chunk, settings.extractor):
            if isinstance(made, Rejected):
                yield *nothing, problem(LEFT_OUT, made.reason, paper.id)
            else:
                node = PaperNode.of(paper, made.at_least(settings.min_confidence))
                yield *row(node).values(), None


@cache
def _start(extractor: str) -> None:
    """Load the extractor once a worker; that there is none is no fault of a paper."""
    start_process(extractor)


def _whole_or_singly(chunk: list[Item], extractor: str) -> Iterator[Tried]:
    """The papers annotated; where one breaks the extractor, all of them by themselves."""
    try:
        yield from list(annotate(chunk, extractor))
    except PluginError:
        for item in chunk:
            yield from _annotated_or_rejected(item, extractor)


def _annotated_or_rejected(item: Item, extractor: str) -> list[Tried]:
    try:
        return list(annotate([item], extractor))
    except PluginError as error:
        return [(item[0], Rejected(reason=f"{error}"))]
