import numpy as np
import pytest

from extractors.joint import tags
from extractors.joint.candidates import Group, overlaps, propose
from extractors.joint.gazetteer import KnownNames
from extractors.joint.schema import TYPES
from extractors.joint.tags import Floats
from extractors.joint.text import Document
from tests.extractors.joint.documents import NOTHING_KNOWN, document, place

TAGGED, DOUBTED, NOTHING = -0.1, -1.2, -9.0
METHOD = TYPES.index("Method")


def scores(read: Document, sure: list[str], values: list[str], doubted: list[str]) -> Floats:
    """Log-probabilities of a tagger that sees ``sure``, ``values`` and, half, ``doubted``.

    A name that ends in ``@2`` is the second of its kind in the text.
    """
    table = np.full((len(read.words), tags.TAGS), NOTHING, dtype=np.float32)
    table[:, tags.OUTSIDE] = -0.01
    kinds = (sure, METHOD, TAGGED), (values, tags.VALUE, TAGGED), (doubted, METHOD, DOUBTED)
    for names, kind, score in kinds:
        for name in names:
            text, _, nth = name.partition("@")
            start, end = place(read, text, int(nth or 1) - 1)
            encoded = tags.encode([(start, end, kind)], len(table))
            rows = np.arange(start, end + 1)
            table[rows, tags.OUTSIDE] = -0.4 if score == DOUBTED else NOTHING
            table[rows, encoded[rows]] = score
    return table


def proposed(
    text: str,
    sure: list[str] | None = None,
    values: list[str] | None = None,
    doubted: list[str] | None = None,
    known: KnownNames = NOTHING_KNOWN,
) -> tuple[dict[str, list[str]], list[str]]:
    """Names as they stand, by form, and figures."""
    read = document(text, known)
    groups, figures = propose(read, scores(read, sure or [], values or [], doubted or []), known)
    assert groups == sorted(groups, key=lambda group: group.places[0])
    names = {group.form: [read.surface(*at) for at in group.places] for group in groups}
    return names, [read.surface(*at) for at in figures]


@pytest.mark.parametrize(
    ("text", "sure", "names"),
    [
        pytest.param(
            "OwlNet wins. We like OwlNet.",
            ["OwlNet"],
            {"owlnet": ["OwlNet", "OwlNet"]},
            id="a name is found where the tagger missed it",
        ),
        pytest.param(
            "A random forest and two Random Forests.",
            ["random forest"],
            {"random forest": ["random forest", "Random Forests"]},
            id="in another case and number",
        ),
        pytest.param(
            "Owl-Net is OwlNet.",
            ["Owl-Net"],
            {"owl net": ["Owl-Net"]},
            id="written as one word it is another form",
        ),
        pytest.param(
            "BERT and BERT-Large differ.",
            ["BERT", "BERT-Large"],
            {"bert": ["BERT"], "bert large": ["BERT-Large"]},
            id="a short name stands where it stands alone",
        ),
        pytest.param(
            "BERT-Large and a BERT.",
            ["BERT-Large", "BERT@2"],
            {"bert large": ["BERT-Large"], "bert": ["BERT"]},
            id="even if the longer one comes first",
        ),
        pytest.param(
            "See https://owls.org/OwlNet for OwlNet.",
            ["OwlNet@2"],
            {"owlnet": ["OwlNet"]},
            id="not in a web address",
        ),
        pytest.param("Owls at https://owls.org/OwlNet", ["OwlNet"], {}, id="nor only there"),
        pytest.param("Owls ( - ) sing.", ["-"], {}, id="signs are no names"),
        pytest.param(
            "On Owl\nNet is new.", ["Owl\nNet"], {}, id="not in title and abstract at once"
        ),
        pytest.param(
            "On Owl\nNet is new. Owl Net sings.",
            ["Owl Net"],
            {"owl net": ["Owl Net"]},
            id="nor where it is found again",
        ),
        pytest.param("Nothing here.", [], {}, id="no names"),
    ],
)
def test_names(text: str, sure: list[str], names: dict[str, list[str]]) -> None:
    assert proposed(text, sure)[0] == names


def test_doubtful_names_are_proposed_as_well() -> None:
    assert proposed("OwlNet uses songs.", ["OwlNet"], doubted=["songs"])[0] == {
        "owlnet": ["OwlNet"],
        "song": ["songs"],
    }


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param((9, 0, 0, 0, 0, 0, 9), {"owl song": ["Owl songs"]}, id="usually annotated"),
        pytest.param((1, 0, 0, 0, 0, 0, 1), {}, id="by one paper only"),
        pytest.param((9, 0, 0, 0, 0, 0, 50), {}, id="seldom annotated"),
    ],
)
def test_known_names_need_no_tag(counts: tuple[int, ...], expected: dict[str, list[str]]) -> None:
    known = KnownNames({"owl song": counts})
    assert proposed("Owl songs are heard.", known=known)[0] == expected


def test_figures_are_no_names() -> None:
    assert proposed("OwlNet has 91.5% and 3 owls.", ["OwlNet"], ["91.5%"]) == (
        {"owlnet": ["OwlNet"]},
        ["91.5%"],
    )


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((1, 2), (2, 3), True),
        ((1, 4), (2, 3), True),
        ((1, 2), (3, 4), False),
        ((3, 3), (1, 2), False),
    ],
)
def test_overlaps(one: tuple[int, int], other: tuple[int, int], shared: bool) -> None:
    assert overlaps(one, [(9, 9), other]) == shared
    assert not overlaps(one, [])


def test_groups_are_in_the_order_of_the_text() -> None:
    read = document("Crow meets Owl.")
    groups, _ = propose(read, scores(read, ["Owl", "Crow"], [], []), NOTHING_KNOWN)
    assert groups == [Group("crow", ((0, 0),)), Group("owl", ((2, 2),))]
