from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, EntryPoints

import pytest

import kg.plugins
from kg.errors import PluginError
from kg.extraction import CHUNK, WORTH_A_POOL, annotate, loaded
from kg.plugins import Estimate, Extractor
from kg.records import Annotation, Paper, Rejected


def empty() -> Extractor:
    """An extractor that finds nothing."""
    return lambda papers: (Annotation(paper=paper.id) for paper in papers)


def forgetful() -> Extractor:
    """One that skips papers."""
    return lambda papers: (Annotation(paper=p.id) for p in papers if p.id != "3")


def failing() -> Extractor:
    """One that breaks."""

    def extract(papers: Iterable[Paper]) -> Iterator[Annotation]:
        for paper in papers:
            raise RuntimeError(f"no idea what {paper.id} is")
        yield Annotation(paper="")

    return extract


def choosy() -> Extractor:
    """One that reads no third paper."""
    return lambda papers: (
        Rejected(reason="not a third") if int(p.id) % 3 == 2 else Annotation(paper=p.id)
        for p in papers
    )


class Counting:
    """One that is remote, and knows how many papers it was given."""

    given = 0

    def __call__(self, papers: Iterable[Paper]) -> Iterator[Annotation]:
        for paper in papers:
            self.given += 1
            yield Annotation(paper=paper.id)

    def estimate(self, papers: int, characters: int) -> Estimate:
        return Estimate("nothing", large=False)

    def spent(self) -> str:
        return ""


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer the extractors of this file by name."""
    points = [
        EntryPoint(function, f"{__name__}:{function}", kg.plugins.EXTRACTORS)
        for function in ("empty", "forgetful", "failing", "missing", "choosy", "Counting")
    ]
    monkeypatch.setattr(kg.plugins, "entry_points", EntryPoints(points).select)


def papers(count: int) -> list[tuple[Paper, Annotation | None]]:
    return [(Paper(id=str(n), title="t", abstract="a"), None) for n in range(count)]


@pytest.mark.usefixtures("offered")
def test_papers_keep_their_order_and_the_annotations_they_have() -> None:
    items = papers(3 * CHUNK)
    given = Annotation(paper="1")
    items[1] = (items[1][0], given)
    made = list(annotate(items, "empty"))
    assert [paper.id for paper, _ in made] == [str(n) for n in range(3 * CHUNK)]
    assert made[1][1] is given


def test_no_extractor_is_loaded_where_none_is_needed() -> None:
    items = [(paper, Annotation(paper=paper.id)) for paper, _ in papers(5)]
    assert list(annotate(items, "there is no such extractor")) == items


@pytest.mark.usefixtures("offered")
def test_papers_are_taken_as_they_are_needed() -> None:
    taken: list[str] = []

    def watched() -> Iterator[tuple[Paper, Annotation | None]]:
        for item in papers(1000):
            taken.append(item[0].id)
            yield item

    next(annotate(watched(), "empty"))
    assert len(taken) == CHUNK


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("forgetful", "does not give one annotation a paper"),
        ("failing", "failed: RuntimeError"),
        ("missing", "does not load"),
        ("unknown", "there is no extractor called"),
    ],
)
def test_a_bad_extractor_is_one_sentence(name: str, reason: str) -> None:
    with pytest.raises(PluginError, match=reason):
        list(annotate(papers(5), name))


@pytest.mark.usefixtures("offered")
def test_a_paper_that_cannot_be_read_keeps_its_place() -> None:
    made = [given for _, given in annotate(papers(2 * CHUNK), "choosy")]
    read = [each.paper for each in made if isinstance(each, Annotation)]
    assert read == [str(n) for n in range(2 * CHUNK) if n % 3 != 2]
    assert made[2::3] == [Rejected(reason="not a third")] * len(made[2::3])


@pytest.mark.usefixtures("offered")
def test_a_remote_extractor_is_asked_by_one_process() -> None:
    many = papers(WORTH_A_POOL + 3 * CHUNK)
    assert len(list(annotate(many, "Counting", processes=2))) == len(many)
    remote = loaded("Counting")
    assert isinstance(remote, Counting)
    assert remote.given == len(many)


def test_processes_give_what_one_gives() -> None:
    items = papers(WORTH_A_POOL + 3 * CHUNK)
    alone = list(annotate(items, "rules"))
    assert list(annotate(items, "rules", processes=2)) == alone
