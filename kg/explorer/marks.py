"""Where the text of a paper names the things of the graph."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from pydantic import ValidationError

from kg.linking.normalise import normalise
from kg.records import Edge, EntityNode, PaperNode

Mark = tuple[int, int, str]
"""Start and end in the title, a line break and the abstract, in UTF-16 units, and a node's key."""

Marks = Mapping[str, Sequence[Mark]]
"""The marks of every paper, by its key, sorted and without overlaps."""

_NAMING = ("INTRODUCES", "MENTIONS")


def marks(
    papers: Iterable[PaperNode], entities: Iterable[EntityNode], edges: Iterable[Edge]
) -> Marks:
    """The mentions of the papers' annotations, each with the node that it became.

    An entity of an annotation became that of the paper's nodes that has its name.
    """
    names = {
        node.key: {normalise(name) for name in (node.name, *node.aliases)} for node in entities
    }
    named: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.label in _NAMING:
            named[edge.head].append(edge.tail)
    return {paper.key: _marks_of(paper, named[paper.key], names) for paper in papers}


def _marks_of(
    paper: PaperNode, nodes: Iterable[str], names: Mapping[str, set[str]]
) -> Sequence[Mark]:
    by_name = {name: key for key in nodes for name in names[key]}
    try:
        _, annotation = paper.annotated()
    except ValidationError:  # not one of ours: a graph may come from elsewhere
        return ()
    places = utf16_offsets(paper)
    found = []
    for entity in annotation.entities:
        forms = map(normalise, (entity.name, *entity.surfaces))
        key = next((by_name[form] for form in forms if form in by_name), None)
        if key:
            found += [(span.start, span.end, key) for span in entity.mentions]
    return [
        (places[start], places[end], key) if places else (start, end, key)
        for start, end, key in _apart(found)
    ]


def _apart(found: Iterable[Mark]) -> list[Mark]:
    """``found`` in order; of those that overlap the first, and of these the longest."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark[0], -mark[1], mark[2])):
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def utf16_offsets(paper: PaperNode) -> Sequence[int] | None:
    """The place in UTF-16, in which browsers count, of each character of a paper's text.

    None where they are the same, as they nearly always are.
    """
    text = f"{paper.title}\n{paper.abstract}"
    if max(text) <= "\uffff":
        return None
    return list(accumulate((1 + (character > "\uffff") for character in text), initial=0))
