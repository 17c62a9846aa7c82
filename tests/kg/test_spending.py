"""Nothing is spent before somebody has agreed to what it costs."""

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, EntryPoints

import pytest

import kg.plugins
from kg.errors import PluginError
from kg.extraction import Item, annotate, loaded
from kg.plugins import EXTRACTORS, Estimate, Extractor
from kg.records import Annotation, Entity, Paper, Span
from kg.schema import METHOD
from kg.spending import Spending, accept


class Dear:
    """A remote extractor that knows what it was asked for."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, papers: Iterable[Paper]) -> Iterator[Annotation]:
        for paper in papers:
            self.read.append(paper.id)
            yield Annotation(paper=paper.id)

    def estimate(self, papers: int, characters: int) -> Estimate:
        return Estimate(f"{papers} papers, {characters} characters", large=True)

    def spent(self) -> str:
        return f"read {len(self.read)} papers"


def free() -> Extractor:
    """One that runs here."""
    return lambda papers: (Annotation(paper=paper.id) for paper in papers)


@pytest.fixture
def dear(monkeypatch: pytest.MonkeyPatch) -> Dear:
    """Offer the extractors of this file; the remote one is new."""
    points = [
        EntryPoint("dear", f"{__name__}:Dear", EXTRACTORS),
        EntryPoint("free", f"{__name__}:free", EXTRACTORS),
    ]
    monkeypatch.setattr(kg.plugins, "entry_points", EntryPoints(points).select)
    loaded.cache_clear()
    made = loaded("dear")
    assert isinstance(made, Dear)
    return made


def items(count: int) -> list[Item]:
    return [(Paper(id=f"p{n}", title="Owls", abstract="They hoot."), None) for n in range(count)]


def annotated(number: int) -> Item:
    mention = Span(0, 4)
    owls = Entity(id="e1", type=METHOD, name="Owls", surfaces=("Owls",), mentions=(mention,))
    paper = Paper(id=f"q{number}", title="Owls", abstract="They\u2028hoot.\n\nAt night.")
    return paper, Annotation(paper=paper.id, entities=(owls,))


def test_what_is_agreed_to_is_what_is_extracted_and_comes_before_it(dear: Dear) -> None:
    given = [annotated(1), *items(2), annotated(2), *items(3)[2:], annotated(3)]
    told: list[str] = []

    def agree(estimate: Estimate) -> None:
        assert not dear.read
        told.append(estimate.sentence)

    spending = Spending("dear", agree)
    made = list(annotate(spending.agreed(iter(given)), "dear"))
    assert told == [f"3 papers, {3 * len('Owls They hoot.')} characters"]
    assert [paper for paper, _ in made] == [paper for paper, _ in given]
    assert [(paper, each) for paper, each in made if paper.id.startswith("q")] == [
        annotated(number) for number in (1, 2, 3)
    ]
    assert spending.spent() == "read 3 papers"


def test_who_does_not_agree_spends_nothing(dear: Dear) -> None:
    def refuse(estimate: Estimate) -> None:
        raise RuntimeError(estimate.sentence)

    with pytest.raises(RuntimeError, match="300 papers"):
        list(annotate(Spending("dear", refuse).agreed(items(300)), "dear"))
    assert not dear.read


@pytest.mark.usefixtures("dear")
def test_what_costs_nothing_passes_as_it_comes() -> None:
    taken = iter(items(1000))
    spending = Spending("free", lambda estimate: pytest.fail(estimate.sentence))
    stream = spending.agreed(taken)
    assert next(stream)[0].id == "p0"
    assert next(taken)[0].id == "p1"
    assert [paper.id for paper, _ in stream] == [f"p{n}" for n in range(2, 1000)]
    assert spending.spent() == ""


@pytest.mark.usefixtures("dear")
@pytest.mark.parametrize("name", ["dear", "there is no such extractor"])
def test_what_is_annotated_already_asks_nobody(name: str) -> None:
    given = [annotated(1), annotated(2)]
    spending = Spending(name, lambda estimate: pytest.fail(estimate.sentence))
    assert list(spending.agreed(given)) == given
    assert spending.spent() == ""


@pytest.mark.usefixtures("dear")
def test_an_extractor_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(PluginError, match="there is no extractor called 'cheap'"):
        list(Spending("cheap", accept).agreed(items(1)))
