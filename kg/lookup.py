"""Finding a node by what people call it: its key, its name, an alias, a paper's title or id."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kg.errors import NotFoundError
from kg.graph import Graph
from kg.linking.normalise import normalise
from kg.records import paper_key
from kg.schema import PAPER, EntityType, label_of

LABELS: tuple[str, ...] = (PAPER, *map(str, EntityType))
"""Labels of the nodes that have names."""

NAME_WEIGHT = 10
"""So many papers that use a name as an alias weigh as much as one that uses it as the name."""

SUGGESTED = 3
"""Near misses that are named when nothing is found."""

FOUND = 20
"""Nodes that a search finds at most, unless told."""

NEAR = 65.0
"""Likeness (0 to 100) from which on a name is a near miss."""


@dataclass(frozen=True)
class Named:
    """A node with the names under which it is found; a paper's name is its title."""

    key: str
    name: str
    aliases: Sequence[str] = ()
    papers: int = 1

    @property
    def label(self) -> str:
        return label_of(self.key)


def find(graph: Graph, name: str, label: str | None = None) -> list[Named]:
    """The nodes that ``name`` may mean, the likeliest first.

    These are the nodes that have it as name or alias, by papers; a name counts for more.

    Args:
        graph: where to look.
        name: a key or a paper's id, which then is the only answer, or a name in any spelling
            that has the same normal form.
        label: look among the nodes of this label only.

    Raises:
        NotFoundError: if there is none; the message has names that come near.
    """
    labels = () if label is None else (label,)
    return Directory(named(graph, labels)).find(name, labels)


def named(graph: Graph, labels: Collection[str] = ()) -> Iterator[Named]:
    """The nodes of these labels (default: all) with their names, sorted by key."""
    for each in labels or LABELS:
        fields = (
            "n.title AS name"
            if each == PAPER
            else "n.name AS name, n.aliases AS aliases, n.papers AS papers"
        )
        for row in graph.query(f"MATCH (n:`{each}`) RETURN n.key AS key, {fields} ORDER BY n.key"):
            yield Named(**row)


class Directory:
    """Nodes by key and by the normal forms of their names: makes many searches quick."""

    def __init__(self, nodes: Iterable[Named]) -> None:
        self._by_key: dict[str, Named] = {}
        self._by_form: dict[str, dict[str, Named]] = defaultdict(dict)
        self._spelled: dict[str, str] = {}
        for node in nodes:
            self._by_key[node.key] = node
            for name in (*node.aliases, node.name):
                form = normalise(name)
                self._by_form[form][node.key] = node
                self._spelled[form] = name

    def find(self, name: str, labels: Collection[str] = ()) -> list[Named]:
        """The node of this key or paper's id, or all of this name, the likeliest first.

        Args:
            name: a key, a paper's id, or a name in any spelling of the same normal form.
            labels: only nodes of these labels (default: all).

        Raises:
            NotFoundError: if there is none; the message has names that come near.
        """
        found = [node for node in self._called(name) if not labels or node.label in labels]
        if not found:
            near = self._near(name)
            guess = f"; did you mean {', '.join(near)}?" if near else ""
            raise NotFoundError(f"no {' or '.join(labels) or 'node'} is called {name}{guess}")
        return found

    def search(self, text: str, label: str | None = None, limit: int = FOUND) -> list[Named]:
        """The nodes, at most ``limit``, with names like ``text``: suggestions while one types.

        Names that are ``text`` come first, then those that begin with it, those of which a word
        does, those that hold it, and only if there are none, those that come near.
        """
        form = normalise(text)
        ranks: dict[str, int] = {}
        for other, nodes in self._by_form.items() if form else ():
            if form in other:
                rank = _likeness(form, other)
                for key in nodes:
                    ranks[key] = min(rank, ranks.get(key, rank))
        if not ranks:
            near = [normalise(name) for name in self._near(text, limit)]
            ranks = {key: rank for rank, form in enumerate(near) for key in self._by_form[form]}
        found = [self._by_key[key] for key in ranks]
        found = [node for node in found if label is None or node.label == label]
        found.sort(key=lambda node: (ranks[node.key], -node.papers, node.key))
        return found[:limit]

    def _called(self, name: str) -> list[Named]:
        for key in (name, paper_key(name)):
            if key in self._by_key:
                return [self._by_key[key]]
        form = normalise(name)

        def rank(node: Named) -> tuple[int, str]:
            weight = NAME_WEIGHT if normalise(node.name) == form else 1
            return -weight * node.papers, node.key

        return sorted(self._by_form.get(form, {}).values(), key=rank)

    def _near(self, name: str, limit: int = SUGGESTED) -> list[str]:
        """Names of which ``name`` may be a misspelling."""
        found = process.extract(
            normalise(name),
            list(self._spelled),
            scorer=fuzz.ratio,
            score_cutoff=NEAR,
            limit=limit,
        )
        return [self._spelled[form] for form, *_ in found]


def _likeness(form: str, other: str) -> int:
    """How well ``other`` fits ``form``, which it holds: 0 is best."""
    if other == form:
        return 0
    if other.startswith(form):
        return 1
    return 2 if f" {form}" in other else 3
