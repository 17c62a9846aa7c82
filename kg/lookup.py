"""Finding a node by what people call it: its key, its name, an alias, a paper's title or id."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
    directory = _Directory(_named(graph, label))
    if found := directory.find(name):
        return found
    near = directory.near(name)
    guess = f"; did you mean {', '.join(near)}?" if near else ""
    raise NotFoundError(f"no {label or 'node'} is called {name}{guess}")


def _named(graph: Graph, label: str | None) -> Iterator[Named]:
    for each in LABELS if label is None else (label,):
        fields = (
            "n.title AS name"
            if each == PAPER
            else "n.name AS name, n.aliases AS aliases, n.papers AS papers"
        )
        for row in graph.query(f"MATCH (n:`{each}`) RETURN n.key AS key, {fields} ORDER BY n.key"):
            yield Named(**row)


class _Directory:
    """Nodes by key and by the normal forms of their names."""

    def __init__(self, nodes: Iterable[Named]) -> None:
        self.by_key: dict[str, Named] = {}
        self.by_form: dict[str, dict[str, Named]] = defaultdict(dict)
        self.spelled: dict[str, str] = {}
        for node in nodes:
            self.by_key[node.key] = node
            for name in (*node.aliases, node.name):
                form = normalise(name)
                self.by_form[form][node.key] = node
                self.spelled[form] = name

    def find(self, name: str) -> list[Named]:
        """The node of this key or paper's id, or all of this name, the likeliest first."""
        for key in (name, paper_key(name)):
            if key in self.by_key:
                return [self.by_key[key]]
        form = normalise(name)

        def rank(node: Named) -> tuple[int, str]:
            weight = NAME_WEIGHT if normalise(node.name) == form else 1
            return -weight * node.papers, node.key

        return sorted(self.by_form.get(form, {}).values(), key=rank)

    def near(self, name: str) -> list[str]:
        """Names of which ``name`` may be a misspelling."""
        found = process.extract(
            normalise(name),
            list(self.spelled),
            scorer=fuzz.ratio,
            score_cutoff=NEAR,
            limit=SUGGESTED,
        )
        return [self.spelled[form] for form, *_ in found]
