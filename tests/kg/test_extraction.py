from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, EntryPoints

import pytest

import kg.plugins
from kg.errors import PluginError
from kg.extraction import CHUNK, WORTH_A_POOL, annotate
from kg.plugins import Extractor
from kg.records import Annotation, Paper


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


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer the extractors of this file by name."""
    points = [
        EntryPoint(function, f"{__name__}:{function}", kg.plugins.EXTRACTORS)
        for function in ("empty", "forgetful", "failing", "missing")
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


def test_processes_give_what_one_gives() -> None:
    items = papers(WORTH_A_POOL + 3 * CHUNK)
    alone = list(annotate(items, "rules"))
    assert list(annotate(items, "rules", processes=2)) == alone
