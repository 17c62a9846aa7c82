"""The laws of linking what changes: the links are those of the papers that are there."""

from collections.abc import Collection
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from kg.extraction import Annotated
from kg.linking import link
from kg.linking.decisions import Decision
from kg.linking.guidance import Guidance
from kg.linking.ledger import Ledger
from kg.linking.lexicon import Entry
from kg.linking.placing import Changes
from kg.linking.relink import relink
from kg.schema import EntityType
from tests.kg.linking.papers import names
from tests.kg.linking.test_link import PAPERS

LEXICON = (
    Entry(type=EntityType.METHOD, name="red kite", aliases=("GRK",)),
    Entry(type=EntityType.MODEL, name="Kite-2", family="Milan"),
)
DECISIONS = (
    Decision(verdict="same", names=("kiting", "Kite-2-7B")),
    Decision(verdict="different", names=("RK", "red kite")),
)


class Field:
    """Papers that come and go, with their links as the changes tell them."""

    def __init__(self, *guidance: Any) -> None:
        self.guidance = Guidance(*guidance)
        self.ledger = Ledger()
        self.papers: dict[str, Annotated] = {}
        self.keys: dict[tuple[str, str], str] = {}
        self.identities: dict[str, Any] = {}
        self.variants: dict[str, str] = {}

    def change(self, gone: Collection[str] = (), come: Collection[Annotated] = ()) -> Changes:
        for paper in (*gone, *(paper.id for paper, _ in come)):
            self.papers.pop(paper, None)
        self.papers |= {paper.id: (paper, annotation) for paper, annotation in come}
        changed = {*gone, *(paper.id for paper, _ in come)}
        changes = relink(self.ledger, self.guidance, changed, come)
        self.identities = {k: v for k, v in self.identities.items() if k not in changes.gone}
        self.identities |= changes.identities
        for node, (_, head) in changes.heads.items():
            self.variants.pop(node, None)
            if head:
                self.variants[node] = head
        return changes

    def check(self) -> None:
        whole = link(self.papers.values(), *self.guidance)
        rows = self.ledger.all("SELECT paper, entity, node FROM names WHERE entity != ''")
        assert {(paper, entity): node for paper, entity, node in rows} == whole.keys
        assert self.identities == whole.identities
        assert self.variants == whole.variants


@given(PAPERS, st.randoms(use_true_random=False))
def test_incremental_is_whole(papers: list[Annotated], random: Any) -> None:
    field = Field()
    waiting = random.sample(papers, len(papers))
    while waiting:
        size = random.randint(1, len(waiting))
        field.change(come=waiting[:size])
        waiting = waiting[size:]
        field.check()


@given(st.data())
def test_papers_come_change_and_go(data: st.DataObject) -> None:
    field = Field(LEXICON, DECISIONS)
    for _ in range(4):
        ids = sorted(field.papers)
        gone = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
        come = data.draw(PAPERS)
        field.change(gone, come)
        field.check()
    field.change(gone=list(field.papers))
    field.check()
    assert field.ledger.all("SELECT * FROM names") == []


@given(PAPERS)
def test_the_same_papers_again_change_nothing(papers: list[Annotated]) -> None:
    field = Field()
    field.change(come=papers)
    changes = field.change(come=papers)
    assert (changes.papers, changes.gone, changes.heads) == (set(), set(), {})
    field.check()


def test_a_short_form_that_becomes_clear_or_unclear_changes_names_with_it() -> None:
    field = Field()
    field.change(come=[names("p0", "Task: GRK flight"), names("p1", "Task: grand red kite flight")])
    field.check()
    assert len(field.identities) == 2
    said = [names(f"q{n}", "Method: GRK = grand red kite = GRK") for n in range(3)]
    for paper in said:
        field.change(come=[paper])
        field.check()
    assert len(field.identities) == 2  # the kite, and one flight
    other = [names(f"r{n}", "Method: GRK = gradient rank kernel = GRK") for n in range(3)]
    field.change(come=other)
    field.check()
    field.change(gone=[paper.id for paper, _ in (*said, *other)])
    field.check()
    assert len(field.identities) == 2
