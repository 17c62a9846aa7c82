"""How well the linker's nodes agree with labelled pairs of entities."""

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict

from kg.linking.record_files import read_records
from kg.records import Mention, Record
from kg.scoring import Counts, Scores

EntityId = tuple[str, str]
"""A paper's id and that of the entity in it."""


class _Loose(Record):
    model_config = ConfigDict(frozen=True, extra="ignore")


class End(_Loose):
    """An entity of a paper."""

    paper: str
    entity: str

    @property
    def id(self) -> EntityId:
        return self.paper, self.entity


class Pair(_Loose):
    """Two entities: ``same`` are one node, a ``variant`` is another node of the same family.

    ``kind`` says how the pair was found; each kind has figures of its own.
    """

    a: End
    b: End
    label: Literal["same", "variant", "narrower", "different"]
    kind: str


class _Placed(End):
    node: str


def read_pairs(path: Path) -> list[Pair]:
    """Labelled pairs from a JSON-lines file. Raises SourceError."""
    fault = "is no pair, which has two entities (a, b), a label and a kind"
    return list(read_records(path, Pair, "pairs from", fault))


def read_nodes(path: Path) -> dict[EntityId, str]:
    """The node of each entity from the output of ``kg mentions``. Raises SourceError."""
    fault = "does not say the node of an entity: it needs a paper, an entity and a node"
    return {row.id: row.node for row in read_records(path, _Placed, "nodes from", fault)}


def nodes_of(mentions: Iterable[Mention]) -> dict[EntityId, str]:
    """The node of each entity of a graph."""
    return {(mention.paper, mention.entity): mention.node for mention in mentions}


def agreement(
    pairs: Iterable[Pair],
    nodes: Mapping[EntityId, str],
    heads: Mapping[str, str] | None = None,
) -> Scores:
    """Pairs that are one node against those labelled ``same``, overall and by kind.

    Args:
        pairs: what is right.
        nodes: the node key of each entity; one without is a node of its own.
        heads: the head of its family by the key of each variant. If given, pairs of one family are
            scored against those labelled ``variant``, too.
    """
    scores = Scores()
    for pair in pairs:
        one, other = (nodes.get(end.id, end.id) for end in (pair.a, pair.b))
        joined = _counts(one == other, pair.label == "same")
        for level in ("all", pair.kind):
            scores.levels[level] = scores.levels.get(level, Counts()).plus(joined)
        if heads is not None:
            kin = one != other and _family(one, heads) == _family(other, heads)
            found = _counts(kin, pair.label == "variant")
            scores.types["variant"] = scores.types.get("variant", Counts()).plus(found)
    return scores


def _family(node: Hashable, heads: Mapping[str, str]) -> Hashable:
    return heads.get(node, node) if isinstance(node, str) else node


def _counts(found: bool, true: bool) -> Counts:
    return Counts(hits=found and true, predicted=found, gold=true)
