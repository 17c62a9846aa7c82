"""A change of papers carried through to a graph: what it touches is made anew, the rest stays."""

import datetime
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from hashlib import blake2b
from importlib.metadata import version as package_version
from pathlib import Path

from kg.assemble import Assembly, assemble, edge, entity_node
from kg.change import Change
from kg.changing import write_changed
from kg.errors import GraphError
from kg.extraction import Annotated
from kg.graph_files import version
from kg.linking import Links
from kg.linking.guidance import Guidance, dump
from kg.linking.ledger import Among, Ledger, listed
from kg.linking.placing import Changes
from kg.linking.relink import relink
from kg.records import Edge, EdgeKey, Node, PaperNode, paper_key
from kg.schema import PAPER
from kg.store import Store
from kg.uncollected import uncollected


@uncollected()
def update(
    old: Store,
    draft: Path,
    guidance: Guidance,
    gone: Collection[str] = (),
    come: Sequence[Annotated] = (),
) -> Ledger:
    """Write to ``draft`` what a graph is after a change of papers.

    Args:
        old: the graph as it is, open for reading.
        draft: where to write it.
        guidance: what people told the linker, the same as when the graph was made.
        gone: ids of papers that are to go.
        come: papers that are new, or take the place of others of the same id.

    Returns:
        What the linker knows of the new graph: to be kept (:func:`keep`) once that is in its place.

    Raises:
        GraphError: a file cannot be read or written.
    """
    with ExitStack() as stack:
        try:
            ledger = stack.enter_context(closing(_ledger(old, guidance)))
            papers = {*gone, *(paper.id for paper, _ in come)}
            changes = relink(ledger, guidance, papers, come)
            made = _Difference(old, ledger, changes, papers, come)
            change = Change.of(made.nodes(), *made.edges())
        except sqlite3.Error as error:
            raise GraphError(f"cannot write {ledger_file(old.path)}: {error}") from error
        write_changed(old.path, draft, change)
        stack.pop_all()
    return ledger


def keep(ledger: Ledger, graph: Path, guidance: Guidance) -> None:
    """Keep what the linker knows of ``graph`` for the next change."""
    with closing(ledger), suppress(sqlite3.Error):  # what cannot be kept is made again
        ledger.commit(_stamp(graph, guidance))


def ledger_file(graph: Path) -> Path:
    """Where what the linker knows of a graph is kept; it may be deleted at any time."""
    return graph.with_name(f".{graph.name}.links")


def _ledger(old: Store, guidance: Guidance) -> Ledger:
    """What the linker knows of a graph, made anew if nothing was kept that is true of it."""
    path = ledger_file(old.path)
    try:
        ledger = Ledger(path)
        if ledger.stamp() == _stamp(old.path, guidance):
            return ledger
        ledger.close()
    except sqlite3.DatabaseError:
        pass  # broken, or of another version: as good as none
    path.unlink(missing_ok=True)
    ledger = Ledger(path)
    relink(ledger, guidance, (), old.annotated())
    return ledger


def _stamp(graph: Path, guidance: Guidance) -> str:
    """What a ledger is true of: a version of a graph, guidance, and the version of the linker."""
    told = blake2b(digest_size=16)
    for records in guidance:
        for line in dump(records):
            told.update(line.encode())
        told.update(b"\0")
    return f"{package_version('paperkg')} {told.hexdigest()} {version(graph)}"


class _Difference:
    """Between the graph as it is and as it is to be.

    ``papers`` are those whose statements are other ones now: they, or nodes that they name, have
    changed. Whatever these state is taken out of the graph and put in anew.
    """

    def __init__(
        self,
        old: Store,
        ledger: Ledger,
        changes: Changes,
        changed: set[str],
        come: Sequence[Annotated],
    ) -> None:
        self.old = old
        self.ledger = ledger
        self.changes = changes
        self.changed = changed
        self.come = come
        self.papers = {*changed, *changes.papers, *self._naming(changes.heads)}
        there = [paper_key(paper) for paper in self.papers]
        before = [node.annotated() for node in old.nodes(PAPER, keys=there)]  # type: ignore[union-attr]
        stay = [(paper, made) for paper, made in before if paper.id not in changed]
        now = self._nodes()
        self.was = self._assembled(before, {**now, **changes.before}, before=True)
        self.will = self._assembled([*stay, *come], now, before=False)
        self.were = {paper.id for paper, _ in before}
        new = self.will.results.keys() - self.was.results.keys()
        new |= {paper_key(paper) for paper in self.changed - self.were}
        stated = self.was.statements.keys() | self.will.statements.keys()
        may_be_there = (key for key in stated if key[0] not in new)
        self.there = {found.key: found for found in old.edges_at(may_be_there)}

    def nodes(self) -> dict[str, Node | None]:
        """The nodes that have changed, by key: None for those that are gone."""
        gone = {paper_key(paper) for paper in self.changed if paper in self.were}
        gone |= self.was.results.keys() | self.changes.gone
        return {**dict.fromkeys(gone), **{node.key: node for node in self._new_nodes()}}

    def edges(self) -> tuple[list[EdgeKey], list[Edge]]:
        """The edges that are gone or other ones now, by key, and those that are new or other."""
        now = self._edges()
        lost = [key for key, found in self.there.items() if now.get(key) != found]
        return lost, [found for key, found in now.items() if self.there.get(key) != found]

    def _naming(self, nodes: Collection[str]) -> list[str]:
        query = f"SELECT DISTINCT paper FROM names WHERE entity != '' AND node {Among}"
        return self.ledger.column(query, listed(nodes))

    def _nodes(self) -> dict[tuple[str, str], str]:
        """The node of each entity of the papers, as it is now."""
        query = f"SELECT paper, entity, node FROM names WHERE paper {Among}"
        return {(p, e): node for p, e, node in self.ledger.all(query, listed(self.papers))}

    def _assembled(
        self, papers: Iterable[Annotated], keys: Mapping[tuple[str, str], str], *, before: bool
    ) -> Assembly:
        """What the papers state, as of before or now."""
        query = f"SELECT node, head FROM variants WHERE node {Among}"
        heads = dict(self.ledger.all(query, listed(set(keys.values()))))
        if before:
            for node, (head, _) in self.changes.heads.items():
                heads.pop(node, None)
                if head:
                    heads[node] = head
        return assemble(papers, Links(identities={}, keys=keys, variants=heads, merges=()))

    def _edges(self) -> dict[EdgeKey, Edge]:
        """The edges that have evidence, of those that the papers state or stated."""
        evidence = {
            key: [statement.evidence() for statement in statements]
            for key, statements in self.will.statements.items()
        }
        for key, found in self.there.items():
            kept = [item for item in found.evidence if item.paper not in self.papers]
            evidence[key] = kept + evidence.get(key, [])
        dates = self._dates({item.paper for items in evidence.values() for item in items})
        return {
            key: edge(key, items, (dates[item.paper] for item in items))
            for key, items in evidence.items()
            if items
        }

    def _dates(self, papers: Collection[str]) -> dict[str, datetime.date | None]:
        query = f"SELECT paper, date FROM papers WHERE paper {Among}"
        return {
            paper: date and datetime.date.fromisoformat(date)
            for paper, date in self.ledger.all(query, listed(papers))
        } | {paper.id: paper.date for paper, _ in self.come}

    def _new_nodes(self) -> Iterator[Node]:
        """The nodes that are new or may have changed."""
        for paper, annotation in self.come:
            yield PaperNode.of(paper, annotation)
        query = (
            "SELECT DISTINCT p.paper, p.date FROM names n JOIN papers p ON p.paper = n.paper "
            "WHERE n.node = ? AND n.entity != ''"
        )
        for key, identity in self.changes.identities.items():
            dates = [d and datetime.date.fromisoformat(d) for _, d in self.ledger.all(query, key)]
            yield entity_node(identity, dates)
        yield from self.will.results.values()
