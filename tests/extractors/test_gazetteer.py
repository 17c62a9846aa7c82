import pytest

from extractors.gazetteer import Entry, Gazetteer, fold, read_entries
from extractors.tokenizer import blank

LINES = [
    {"name": "graph attention", "types": {"Method": 3, "Task": 1}, "other": 1},
    {"name": "graph attention network", "types": {"Method": 9}, "other": 0},
    {"name": "SAM", "types": {"Model": 5}, "other": 0},
]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Graph Attention", "graph attention"),
        ("SAM", "SAM"),
        ("ImageNet pretraining", "ImageNet pretraining"),
        ("", ""),
    ],
)
def test_fold_keeps_inner_capitals(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_longest_known_name_wins() -> None:
    nlp = blank()
    found = Gazetteer(nlp, LINES).matches(nlp("A Graph Attention Network is graph attention."))
    assert [(span.text, entry.type) for span, entry in found] == [
        ("Graph Attention Network", "Method"),
        ("graph attention", "Method"),
    ]


def test_an_acronym_is_not_the_word() -> None:
    nlp = blank()
    assert [s.text for s, _ in Gazetteer(nlp, LINES).matches(nlp("Sam and sam use SAM."))] == [
        "SAM"
    ]


def test_rate_is_mentions_among_all_uses() -> None:
    assert Entry.of(LINES[0]) == ("graph attention", "Method", 3 / 6)


def test_shipped_names_are_of_several_papers_each() -> None:
    lines = read_entries()
    assert len(lines) > 1000
    assert all(line["papers"] >= 3 for line in lines)
