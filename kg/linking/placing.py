"""The things that units are, kept in step with the pairs: clusters, keys, names, families."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from kg.linking.clustering import cluster
from kg.linking.families import Family, Member, heads, placed
from kg.linking.identity import Identity
from kg.linking.ledger import Among, Ledger, listed
from kg.linking.names import akin_types
from kg.linking.naming import Claim, claim, granted, identity
from kg.linking.pairing import Pairing
from kg.linking.units import Unit
from kg.schema import EntityType

EntityId = tuple[str, str]
"""A paper's id and that of the entity in it."""


@dataclass
class Changes:
    """What a change of papers changed of the links.

    Attributes:
        before: the node that each entity was, of those that are none or another one now, and of
            all entities of papers that are gone or changed.
        papers: papers of which an entity has become another node.
        identities: the things that are new or may have changed, by key.
        gone: keys of things that there are no more.
        heads: for every variant that has another head, or another one had: those before and now.
    """

    before: dict[EntityId, str]
    papers: set[str] = field(default_factory=set)
    identities: dict[str, Identity] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    heads: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)


def place(pairing: Pairing, touched: Collection[int], before: dict[EntityId, str]) -> Changes:
    """Bring the things up to date.

    Args:
        pairing: the units and pairs.
        touched: the units that have changed, are gone, or hang together in another way.
        before: the node of each entity of the papers that are gone or changed.
    """
    placing = _Placing(pairing, Changes(before))
    placing.cluster(touched)
    placing.name()
    placing.join_families()
    return placing.changes


class _Placing:
    def __init__(self, pairing: Pairing, changes: Changes) -> None:
        self.pairing = pairing
        self.ledger: Ledger = pairing.ledger
        self.changes = changes
        self.plains: set[str] = set()
        self.old_keys: set[str] = set()
        self.new_keys: set[str] = set()

    def cluster(self, touched: Collection[int]) -> None:
        """Cluster the components of touched units anew, and let the clusters claim their keys."""
        mates = "SELECT component FROM placed WHERE unit"
        touched = {*touched, *self.ledger.column(
            f"SELECT unit FROM placed WHERE component IN ({mates} {Among})", listed(touched)
        )}  # fmt: skip
        components = self._components(unit for unit in touched if self.pairing.unit(unit).names)
        units = {*touched, *(unit for component in components for unit in component)}
        old = f"SELECT DISTINCT cluster FROM placed WHERE unit {Among}"
        query = f"SELECT plain, key FROM things WHERE cluster IN ({old})"
        for plain, key in self.ledger.all(query, listed(units)):
            self.plains.add(plain)
            self.old_keys.add(key)
        self.ledger.run(f"DELETE FROM things WHERE cluster IN ({old})", listed(units))
        self.ledger.run(f"DELETE FROM placed WHERE unit {Among}", listed(units))
        gone = [unit for unit in units if not self.pairing.unit(unit).names]
        self.ledger.run(f"DELETE FROM units WHERE id {Among}", listed(gone))
        for component in components:
            self._cluster(component)

    def _components(self, units: Iterable[int]) -> list[list[int]]:
        """The units that hang together by pairs that speak for it, each group sorted by key."""
        seen: set[int] = set()
        found = []
        for start in units:
            if start in seen:
                continue
            seen.add(start)
            component, waiting = list[int](), [start]
            while waiting:
                unit = waiting.pop()
                component.append(unit)
                for other in self._joined(unit):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
            found.append(sorted(component, key=lambda unit: self.pairing.unit(unit).key))
        return found

    def _joined(self, unit: int) -> list[int]:
        return self.ledger.column(
            "SELECT other FROM pairs WHERE one = ? AND score > 0 "
            "UNION ALL SELECT one FROM pairs WHERE other = ? AND score > 0", unit, unit
        )  # fmt: skip

    def _cluster(self, component: list[int]) -> None:
        position = {unit: place for place, unit in enumerate(component)}
        here = listed(component)
        pairs = f"SELECT one, other, score FROM pairs WHERE one {Among} AND other {Among}"
        weights = [] if len(component) == 1 else [
            (position[one], position[other], score)
            for one, other, score in self.ledger.all(pairs, here, here)
        ]  # fmt: skip
        units = [self.pairing.unit(unit) for unit in component]
        clusters: dict[int, list[Unit]] = defaultdict(list)
        for place, head in enumerate(cluster(weights, [unit.mark for unit in units])):
            clusters[component[head]].append(units[place])
            row = component[place], component[head], component[0]
            self.ledger.run("INSERT INTO placed VALUES (?, ?, ?)", *row)
        for head, members in clusters.items():
            if any(name.entity for unit in members for name in unit.names):
                made = claim(members)
                self.plains.add(made.keys[0])
                values = head, made.keys[0], json.dumps(made)
                insert = "INSERT INTO things (cluster, plain, claim) VALUES (?, ?, ?)"
                self.ledger.run(insert, *values)

    def name(self) -> None:
        """Grant the keys that are claimed, and let each cluster that is new or has another key
        have its identity."""
        query = f"SELECT plain, cluster, claim, key FROM things WHERE plain {Among}"
        rivals: dict[str, list[tuple[int, Claim, str | None]]] = defaultdict(list)
        for plain, head, made, key in self.ledger.all(query, listed(self.plains)):
            rivals[plain].append((head, _claim(made), key))
        for group in rivals.values():
            keys = granted(made for _, made, _ in group)
            for head, made, key in group:
                self.new_keys.add(keys[made])
                if keys[made] != key:
                    self.old_keys.update(filter(None, [key]))
                    self._call(head, keys[made])
        self.changes.gone = self.old_keys - self.new_keys

    def _call(self, head: int, key: str) -> None:
        """Give the cluster of this head its key, and its names their node."""
        members = self.ledger.column("SELECT unit FROM placed WHERE cluster = ?", head)
        units = sorted(map(self.pairing.unit, members), key=lambda unit: unit.key)
        made = self.changes.identities[key] = identity(key, units)
        family = next(
            (json.dumps((name, one)) for (_, name), one in placed(key, made.type, units)), None
        )
        self.ledger.run(
            "UPDATE things SET key = ?, family = ? WHERE cluster = ?", key, family, head
        )
        for number in members:
            moved = "SELECT paper, entity, node FROM names WHERE unit = ? AND node IS NOT ?"
            for paper, entity, node in self.ledger.all(moved, number, key):
                if entity and node:
                    self.changes.before.setdefault((paper, entity), node)
                    self.changes.papers.add(paper)
            self.ledger.run(
                "UPDATE names SET node = ? WHERE unit = ? AND node IS NOT ?", key, number, key
            )

    def join_families(self) -> None:
        """Find the heads of all families anew, from what is known of each thing."""
        members = (
            _member(text)
            for text in self.ledger.column("SELECT family FROM things WHERE family IS NOT NULL")
        )
        now = heads(members)
        before = dict(self.ledger.all("SELECT node, head FROM variants"))
        for node in before.keys() | now:
            if before.get(node) != now.get(node):
                self.changes.heads[node] = before.get(node), now.get(node)
        self.ledger.run(f"DELETE FROM variants WHERE node {Among}", listed(self.changes.heads))
        rows = ((node, head) for node, (_, head) in self.changes.heads.items() if head)
        self.ledger.many("INSERT INTO variants VALUES (?, ?)", rows)


def _claim(text: str) -> Claim:
    size, (form, kind, introducer), keys = json.loads(text)
    return Claim(size, (form, EntityType(kind), introducer), tuple(keys))


def _member(text: str) -> tuple[Family, Member]:
    family, (depth, size, key, heading, kind) = json.loads(text)
    member = Member(depth, size, key, heading, EntityType(kind))
    return (akin_types(member.type), family), member
