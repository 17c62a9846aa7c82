"""The whole way: sources to papers to annotations to links to the graph in its file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path

from kg.annotations import Json, from_corpus, read_annotations
from kg.assemble import assemble
from kg.errors import AnnotationError, SourceError
from kg.extraction import Annotated, Item, annotate
from kg.linking import link
from kg.linking.decisions import (
    Decision,
    add_decision,
    decisions_file,
    decisions_on,
    dump_decisions,
)
from kg.readers import ReadReport, read_papers
from kg.records import Annotation, Node, Paper, PaperNode, paper_key
from kg.replacing import replacing
from kg.schema import PAPER
from kg.store import Store

DEFAULT_EXTRACTOR = "accurate"

PAPERS_A_COPY = 2000
"""Papers that are written at a time, so that their texts need not be in memory together."""

Progress = Callable[[str, int], None]
"""Called with the stage (``reading``, ``linking``, ``writing``) and how many papers are done."""


@dataclass(frozen=True)
class BuildOptions:
    """How to build: which extractor, on how many processes, and what is known already.

    ``annotations`` are files in the corpus format: papers that have one there are not extracted.
    ``format`` names the reader of all sources, which is otherwise found by their content.
    """

    extractor: str = DEFAULT_EXTRACTOR
    annotations: Sequence[str | Path] = ()
    format: str | None = None
    processes: int = 1
    min_confidence: float = 0.0


@dataclass
class BuildReport:
    """What a build did; ``read`` counts what the sources held."""

    read: ReadReport = field(default_factory=ReadReport)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad_annotations: list[str] = field(default_factory=list)


def build(
    sources: Sequence[str | Path],
    into: Path,
    options: BuildOptions,
    progress: Progress = lambda stage, done: None,
) -> BuildReport:
    """Build the graph of ``sources``, or extend the one that is there.

    Papers that the graph holds already are not extracted again; a paper whose text or annotation
    has changed replaces the old one. The file at ``into`` changes at once, at the end, or not.

    Raises:
        PaperkgError: a source, annotation, extractor or the file is not as it must be.
    """
    report = BuildReport()
    with replacing(into) as draft, ExitStack() as stack:
        old = stack.enter_context(Store(into)) if into.exists() else None
        fresh = _fresh(_papers(sources, options, report), old, report)
        first = next(fresh, None)
        if first is None:
            if old is None:
                raise SourceError(f"there is no paper in {', '.join(map(str, sources))}")
            return report
        store = stack.enter_context(Store.create(draft))
        annotated = _annotated(chain([first], fresh), options)
        written = _write_papers(store, annotated, progress)
        if old:
            kept = ((paper, a) for paper, a in old.annotated() if paper.id not in written)
            _write_papers(store, kept, progress)
        _write_graph(store, decisions_on(into), progress)
    return report


def decide(graph: Path, decision: Decision, progress: Progress = lambda stage, done: None) -> None:
    """Record a person's decision on two names and link the graph anew by it.

    Raises:
        PaperkgError: the graph or the file of decisions is not as it must be.
    """
    decisions = add_decision(decisions_on(graph), decision)
    with replacing(graph) as draft, Store(graph) as old, Store.create(draft) as store:
        _write_papers(store, old.annotated(), progress)
        _write_graph(store, decisions, progress)
    with replacing(decisions_file(graph)) as file:
        file.write_text("".join(dump_decisions(decisions)), encoding="utf-8")


def read_and_annotate(
    sources: Sequence[str | Path], options: BuildOptions, report: BuildReport
) -> Iterator[Annotated]:
    """The papers of ``sources`` with their annotations, streamed, in order.

    Raises:
        PaperkgError: a source, annotation or extractor is not as it must be.
    """
    return _annotated(_papers(sources, options, report), options)


def _annotated(items: Iterable[Item], options: BuildOptions) -> Iterator[Annotated]:
    for paper, annotation in annotate(items, options.extractor, options.processes):
        yield paper, annotation.at_least(options.min_confidence)


def _papers(
    sources: Sequence[str | Path], options: BuildOptions, report: BuildReport
) -> Iterator[Item]:
    """The papers of the sources, with the annotations that were given for them."""
    given: dict[str, Json] = {
        item["id"]: item for path in options.annotations for item in read_annotations(Path(path))
    }
    made: dict[str, Annotation] = {}
    for record in read_papers(sources, report.read, options.format):
        if isinstance(record, Annotation):
            made[record.paper] = record
            continue
        annotation = made.pop(record.id, None)
        if record.id in given:
            try:
                annotation = from_corpus(given[record.id], record)
            except AnnotationError as error:
                report.bad_annotations.append(str(error))
        yield record, annotation


def _fresh(items: Iterable[Item], old: Store | None, report: BuildReport) -> Iterator[Item]:
    """The items that are not in the old graph as they are."""
    known = {node.key: _fingerprints(node) for node in old.nodes(PAPER)} if old else {}
    for paper, annotation in items:
        there = known.get(paper_key(paper.id))
        if there is None:
            report.added += 1
        elif _differs(paper, annotation, there):
            report.changed += 1
        else:
            report.unchanged += 1
            continue
        yield paper, annotation


def _differs(paper: Paper, annotation: Annotation | None, there: tuple[bytes, bytes]) -> bool:
    """Whether a paper is not as its fingerprints say; without an annotation it keeps the old."""
    here = _fingerprints(PaperNode.of(paper, annotation or Annotation(paper=paper.id)))
    return here[0] != there[0] or (annotation is not None and here[1] != there[1])


def _fingerprints(node: Node) -> tuple[bytes, bytes]:
    """Digests of a paper and of its annotation, which tell whether either has changed."""
    assert isinstance(node, PaperNode)
    paper = node.model_dump_json(exclude={"annotation"})
    return blake2b(paper.encode()).digest(), blake2b(node.annotation.encode()).digest()


def _write_papers(store: Store, annotated: Iterator[Annotated], progress: Progress) -> set[str]:
    """Write papers as they come, and return their ids."""
    written: set[str] = set()

    def nodes() -> Iterator[PaperNode]:
        for paper, annotation in annotated:
            yield PaperNode.of(paper, annotation)
            written.add(paper.id)
            progress("reading", len(written))

    waiting = nodes()
    while batch := list(islice(waiting, PAPERS_A_COPY)):
        store.write_nodes(batch)
    return written


def _write_graph(store: Store, decisions: Sequence[Decision], progress: Progress) -> None:
    """Link the annotations that ``store`` holds and write the graph that they make."""
    progress("linking", 0)
    links = link(store.annotated(), decisions=decisions)
    assembly = assemble(store.annotated(), links)
    progress("writing", 0)
    store.write_nodes(assembly.entity_nodes())
    store.write_nodes(assembly.result_nodes())
    store.write_edges(assembly.edges())
