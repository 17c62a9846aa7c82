"""Which figures are results, and of what, on what and by which metric."""

import pytest

from extractors.results import ROLES, links
from tests.extractors.docs import doc_of, run

TITLE = "OwlNet: Hearing Owls at Night\n"
OWLNET, CROWNET = "Method OwlNet", "Method CrowNet"
IMAGENET, WMT = "Dataset ImageNet", "Dataset WMT14"
ACCURACY, BLEU = "Metric accuracy", "Metric BLEU"
STEPS = ("contributions", "relations", "results")

Said = tuple[str, str | None, str | None, str | None]


def said(abstract: str, *entities: str) -> list[Said]:
    doc = run(doc_of(TITLE + abstract, *entities), *STEPS)
    return [(r.value, r.subject, r.on, r.metric) for r in doc._.results]


@pytest.mark.parametrize(
    ("abstract", "entities", "results"),
    [
        pytest.param(
            "We propose OwlNet. It has 91.5% accuracy on ImageNet and a BLEU of 32.1 on WMT14.",
            [OWLNET, ACCURACY, IMAGENET, BLEU, WMT],
            [
                ("91.5%", "OwlNet", "ImageNet", "accuracy"),
                ("32.1", "OwlNet", "WMT14", "BLEU"),
            ],
            id="two benchmarks in one sentence",
        ),
        pytest.param(
            "We propose OwlNet. OwlNet improves accuracy from 71.2 to 80.1 on ImageNet.",
            [OWLNET, ACCURACY, IMAGENET],
            [
                ("71.2", "OwlNet", "ImageNet", "accuracy"),
                ("80.1", "OwlNet", "ImageNet", "accuracy"),
            ],
            id="from one to another",
        ),
        pytest.param(
            "We propose OwlNet. OwlNet reaches 91.5 ± 0.3% accuracy on ImageNet.",
            [OWLNET, ACCURACY, IMAGENET],
            [("91.5 ± 0.3%", "OwlNet", "ImageNet", "accuracy")],
            id="a value before its metric, with its deviation",
        ),
        pytest.param(
            "We propose OwlNet. OwlNet is 2.3x faster than CrowNet on ImageNet.",
            [OWLNET, CROWNET, IMAGENET],
            [("2.3x", "OwlNet", "ImageNet", None)],
            id="a speed has no metric",
        ),
        pytest.param(
            "We propose OwlNet. On ImageNet OwlNet has state-of-the-art accuracy.",
            [OWLNET, ACCURACY, IMAGENET],
            [],
            id="a claim without a figure",
        ),
        pytest.param(
            "We propose OwlNet. It is trained on 5,000 songs of 12 birds from 2019 in ImageNet.",
            [OWLNET, IMAGENET],
            [],
            id="counts and years",
        ),
        pytest.param(
            "Something reaches 91.5% here.", [], [], id="a figure of nothing that has a name"
        ),
        pytest.param("Nothing.", [OWLNET], [], id="no figures"),
    ],
)
def test_results(abstract: str, entities: list[str], results: list[Said]) -> None:
    assert said(abstract, *entities) == results


def test_value_and_evidence_stand_in_the_text() -> None:
    text = "We propose OwlNet. It has 91.5% accuracy. On ImageNet its accuracy is 91.5%."
    doc = run(doc_of(TITLE + text, OWLNET, ACCURACY, IMAGENET), *STEPS)
    evidence = [doc.text[slice(*result.evidence)] for result in doc._.results]
    assert evidence == ["It has 91.5% accuracy.", "On ImageNet its accuracy is 91.5%."]
    assert all(doc.text[slice(*result.span)] == "91.5%" for result in doc._.results)


def test_the_nearest_that_can_play_a_role_is_asked_first() -> None:
    text = "OwlNet has 91.5% accuracy on ImageNet. CrowNet has 80.2% on WMT14."
    doc = run(doc_of(f"Owls\n{text}", OWLNET, CROWNET, ACCURACY, IMAGENET, WMT), "contributions")
    start = doc.text.index("80.2%")
    place = doc._.reading.place((start, start + 5))
    asked = {role: [link.entity.id for link in links(doc, place, role)] for role in ROLES}
    assert asked == {
        "subject": ["CrowNet", "OwlNet"],
        "on": ["WMT14", "ImageNet"],
        "metric": ["accuracy"],
    }
