"""The whole way: sources to papers to annotations to links to the graph in its file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from kg.annotations import Json, from_corpus, read_annotations
from kg.assemble import assemble
from kg.errors import AnnotationError, PaperkgError, PluginError, SourceError
from kg.extraction import Annotated, Item, annotate
from kg.linking import link
from kg.linking.decisions import Decision
from kg.linking.guidance import Guidance, guidance_on, keep_guidance
from kg.linking.lexicon import read_lexicon
from kg.patching import keep, update
from kg.readers import ReadReport, read_papers
from kg.records import Annotation, Node, Paper, PaperNode, Rejected, paper_key
from kg.replacing import replacing
from kg.schema import PAPER
from kg.settings import Settings, keep_settings, settings_on
from kg.spending import Agree, Spending, accept
from kg.store import Store
from kg.uncollected import uncollected

PAPERS_A_COPY = 2000
"""Papers that are written at a time, so that their texts need not be in memory together."""

FEW = 20
"""A change is worked into a graph of so many times as many papers; else all papers are linked."""

PAPERS_A_LOOK = 500
"""Papers that are looked for in the graph at a time."""

Progress = Callable[[str, int], None]
"""Called with the stage (``reading``, ``linking``, ``writing``) and how many papers are done."""


@dataclass(frozen=True)
class BuildOptions:
    """How to build: which extractor, on how many processes, and what is known already.

    ``annotations`` are files in the corpus format: papers that have one there are not extracted.
    ``format`` names the reader of all sources, which is otherwise found by their content.
    ``lexicon`` is a file of entries that the linker is to know from now on. Without it, without
    ``extractor`` or ``min_confidence``, a graph is extended as it was last built. ``agree`` is told
    what a remote extractor will cost before it is asked, and may end the build.
    """

    extractor: str | None = None
    annotations: Sequence[str | Path] = ()
    format: str | None = None
    processes: int = 1
    min_confidence: float | None = None
    lexicon: str | Path | None = None
    agree: Agree = accept

    def settings(self, before: Settings) -> Settings:
        """How abstracts are to be read; what the options leave open stays as ``before``."""
        said = {"extractor": self.extractor, "min_confidence": self.min_confidence}
        given = {name: value for name, value in said.items() if value is not None}
        return Settings.model_validate({**before.model_dump(), **given})


@dataclass
class BuildReport:
    """What a build did.

    ``read`` counts what the sources held, and lists what was left out of it, be it that an
    extractor could not read it; ``spent`` is what a remote extractor says of its costs.
    """

    read: ReadReport = field(default_factory=ReadReport)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad_annotations: list[str] = field(default_factory=list)
    spent: str = ""


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
    known, guidance = guidance_on(into), guided(into, options)
    before = settings_on(into)
    settings = options.settings(before)
    ledger = None
    with replacing(into) as draft, ExitStack() as stack:
        old = stack.enter_context(Store(into)) if into.exists() else None
        changed: set[str] = set()
        new = _fresh(_papers(sources, options, report), old, report, changed)
        fresh = _counted(_annotated(new, settings, options, report), report, changed)
        few = _few(old) if guidance == known else 0
        first = list(islice(fresh, few + 1))
        if not first and old is None:
            raise _nothing(sources, settings, report)
        if old and first and len(first) <= few:
            progress("linking", 0)
            ledger = update(old, draft, guidance, come=first)
        elif first or guidance != known:
            store = stack.enter_context(Store.create(draft))
            written = _write_papers(store, chain(first, fresh), progress)
            if old:
                _write_papers(store, _others(old, written), progress)
            _write_graph(store, guidance, progress)
        if settings != before or old is None:
            # Before the graph is in its place: who dies between must not leave one without.
            keep_settings(into, settings)
    if ledger:
        keep(ledger, into, guidance)
    if guidance != known:
        keep_guidance(into, guidance)
    return report


def guided(into: Path, options: BuildOptions) -> Guidance:
    """What people told the linker of the graph at ``into``, with what the options tell it now.

    Raises:
        SourceError: a file of it is not as it must be.
    """
    known = guidance_on(into)
    if options.lexicon is None:
        return known
    return known._replace(lexicon=tuple(read_lexicon(Path(options.lexicon))))


def decide(graph: Path, decision: Decision, progress: Progress = lambda stage, done: None) -> None:
    """Record a person's decision on two names and link the graph anew by it.

    Raises:
        PaperkgError: the graph or the file of decisions is not as it must be.
    """
    guidance = guidance_on(graph).decided(decision)
    with replacing(graph) as draft, Store(graph) as old, Store.create(draft) as store:
        _write_papers(store, old.annotated(), progress)
        _write_graph(store, guidance, progress)
    keep_guidance(graph, guidance)


def remove_papers(
    graph: Path, ids: Collection[str], progress: Progress = lambda stage, done: None
) -> int:
    """Take the papers of these ids out of ``graph``: it is then as if built without them.

    Returns:
        How many there were; ids that the graph does not hold are passed over.

    Raises:
        PaperkgError: the graph or a file beside it is not as it must be.
    """
    guidance = guidance_on(graph)
    ledger = None
    with replacing(graph) as draft, Store(graph) as old:
        gone = {node.key for node in old.nodes(PAPER, keys=[paper_key(each) for each in ids])}
        if len(gone) > _few(old):
            with Store.create(draft) as store:
                _write_papers(store, _others(old, ids), progress)
                _write_graph(store, guidance, progress)
        elif gone:
            progress("linking", 0)
            ledger = update(old, draft, guidance, gone=ids)
    if ledger:
        keep(ledger, graph, guidance)
    return len(gone)


def read_and_annotate(
    sources: Sequence[str | Path], options: BuildOptions, report: BuildReport
) -> Iterator[Annotated]:
    """The papers of ``sources`` with their annotations, streamed, in order.

    Raises:
        PaperkgError: a source, annotation or extractor is not as it must be.
    """
    settings = options.settings(Settings())
    return _annotated(_papers(sources, options, report), settings, options, report)


def _annotated(
    items: Iterable[Item], settings: Settings, options: BuildOptions, report: BuildReport
) -> Iterator[Annotated]:
    spending = Spending(settings.extractor, options.agree)
    for paper, made in annotate(spending.agreed(items), settings.extractor, options.processes):
        if isinstance(made, Rejected):
            report.read.reject(paper.id, made)
        else:
            yield paper, made.at_least(settings.min_confidence)
    report.spent = spending.spent()


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


def _fresh(
    items: Iterator[Item], old: Store | None, report: BuildReport, changed: set[str]
) -> Iterator[Item]:
    """The items that are not in the old graph as they are; ``changed`` gets ids that are there."""
    while batch := list(islice(items, PAPERS_A_LOOK)):
        keys = [paper_key(paper.id) for paper, _ in batch]
        known = {node.key: node for node in old.nodes(PAPER, keys=keys)} if old else {}
        for paper, annotation in batch:
            there = known.get(paper_key(paper.id))
            if there and not _differs(paper, annotation, there):
                report.unchanged += 1
                continue
            if there:
                changed.add(paper.id)
            yield paper, annotation


def _counted(
    annotated: Iterable[Annotated], report: BuildReport, changed: Collection[str]
) -> Iterator[Annotated]:
    """Count papers once they are read: those that cannot be do not come into the graph."""
    for paper, annotation in annotated:
        if paper.id in changed:
            report.changed += 1
        else:
            report.added += 1
        yield paper, annotation


def _nothing(
    sources: Sequence[str | Path], settings: Settings, report: BuildReport
) -> PaperkgError:
    """Why there is not one paper to make a graph of."""
    if report.read.papers:
        reason = report.read.rejections[-1].reason
        said = f"the extractor {settings.extractor!r} could read no paper: {reason}"
        return PluginError(f"{said}; {report.spent}" if report.spent else said)
    return SourceError(f"there is no paper in {', '.join(map(str, sources))}")


def _differs(paper: Paper, annotation: Annotation | None, there: Node) -> bool:
    """Whether a paper is not as its node says; without an annotation it keeps the old one."""
    assert isinstance(there, PaperNode)
    here = PaperNode.of(paper, annotation or Annotation(paper=paper.id))
    if annotation is None:
        here = here.model_copy(update={"annotation": there.annotation})
    return here != there


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


def _few(store: Store | None) -> int:
    """How many papers are few enough to be worked into a graph instead of making it anew."""
    return 0 if store is None else min(PAPERS_A_COPY, store.count(PAPER) // FEW)


def _others(store: Store, ids: Collection[str]) -> Iterator[Annotated]:
    """The papers of ``store`` but for those of these ids."""
    return ((paper, made) for paper, made in store.annotated() if paper.id not in ids)


@uncollected()
def _write_graph(store: Store, guidance: Guidance, progress: Progress) -> None:
    """Link the annotations that ``store`` holds and write the graph that they make."""
    progress("linking", 0)
    links = link(store.annotated(), *guidance)
    assembly = assemble(store.annotated(), links)
    progress("writing", 0)
    store.write_nodes(assembly.entity_nodes())
    store.write_nodes(assembly.result_nodes())
    store.write_edges(assembly.edges())
