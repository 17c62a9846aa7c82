import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kg.annotations import from_corpus
from kg.extraction import Annotated
from kg.linking import Links, link
from kg.records import Paper
from kg.schema import EntityType
from tests.kg.linking.papers import names


def groups(links: Links) -> set[frozenset[str]]:
    """Which entities, as paper:entity, are one thing."""
    found: dict[str, set[str]] = {}
    for (paper, entity), key in links.keys.items():
        found.setdefault(key, set()).add(f"{paper}:{entity}")
    return {frozenset(members) for members in found.values()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Method: large language model", "Method: LLMs"),
        ("Method: multi-modal learning", "Method: multimodal learning"),
        ("Model: GPT-4-o", "Model: GPT-4o"),
        ("Model: Gemini 2.5 Pro", "Model: Gemini-Pro-2.5"),
        ("Dataset: HotpotQA", "Benchmark: HotPotQA"),
        ("Task: uncertainty estimation", "Method: uncertainty estimation"),
        ("Metric: F1", "Metric: F1-score"),
        ("Method: chain-of-thought prompting", "Method: CoT"),
    ],
)
def test_one_thing(one: str, other: str) -> None:
    assert len(link([names("p1", one), names("p2", other)]).identities) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Model: Llama-3-8B", "Model: Llama-3-70B"),
        ("Model: Grumble 2", "Model: Grumble 3"),
        ("Dataset: ImageNet", "Dataset: ImageNet-A"),
        ("Task: object detection", "Task: 3D object detection"),
        ("Task: image-to-text generation", "Task: text-to-image generation"),
        ("Metric: precision", "Metric: accuracy"),
        ("Model: Kite", "Dataset: Kite"),
        ("Method!: GRUMBLE", "Method!: GRUMBLE"),
        ("Method: world model", "Task: world modeling"),
    ],
)
def test_two_things(one: str, other: str) -> None:
    assert len(link([names("p1", one), names("p2", other)]).identities) == 2


def test_a_bare_short_form_is_read_by_type_and_company() -> None:
    links = link(
        [
            names("p1", "Method: MKE = masked kite encoder = MKE", "Task: kite flying"),
            names("p2", "Method: MKE = masked kite encoder = MKE", "Task: kite flying"),
            names("p3", "Metric: MKE = mean kinetic error = MKE", "Task: wind forecasting"),
            names("p4", "Metric: MKE = mean kinetic error = MKE", "Task: wind forecasting"),
            names("p5", "Method: MKE", "Task: kite flying"),
            names("p6", "Metric: MKE", "Task: wind forecasting"),
        ]
    )
    method, metric = links.keys["p1", "e1"], links.keys["p3", "e1"]
    assert method != metric
    assert links.keys["p5", "e1"] == method
    assert links.keys["p6", "e1"] == metric


def test_homonyms_have_keys_that_say_which() -> None:
    links = link(
        [
            names("p1", "Method: GRK = grand red kite = GRK"),
            names("p2", "Method: GRK = grand red kite = GRK"),
            names("p3", "Method: GRK = gradient rank kernel = GRK"),
        ]
    )
    assert set(links.identities) == {"method:grk", "method:grk~gradient-rank-kernel"}


def test_the_type_is_voted() -> None:
    links = link(
        [
            names("p1", "Dataset: Kites"),
            names("p2", "Benchmark: Kites"),
            names("p3", "Benchmark: Kites"),
        ]
    )
    (identity,) = links.identities.values()
    assert identity.type is EntityType.BENCHMARK
    assert identity.type_votes == {EntityType.BENCHMARK: 2, EntityType.DATASET: 1}


def test_versions_and_sizes_are_one_family() -> None:
    links = link(
        [names("p1", "Model: Grumble"), names("p2", "Model: Grumble-2-7B", "Model: Grumble-3")]
    )
    assert links.variants == {
        "model:grumble-2-7b": "model:grumble",
        "model:grumble-3": "model:grumble",
    }


def test_a_name_that_ends_in_that_of_a_model_is_of_its_family() -> None:
    links = link([names("p1", "Model: GRM"), names("p2", "Model!: MoGRM", "Method!: GRM-Refine")])
    assert links.variants == {"model:mogrm": "model:grm", "method:grm-refine": "model:grm"}


def test_a_family_whose_head_no_paper_names_has_its_plainest_member_for_it() -> None:
    links = link([names("p1", "Model: Grumble-2-7B-Chat", "Model: Grumble-2")])
    assert links.variants == {"model:grumble-2-7b-chat": "model:grumble-2"}


def test_merges_are_explained_the_least_certain_first() -> None:
    papers = [
        names("p1", "Method: multi-modal kites", "Metric: Kitescore"),
        names("p2", "Method: multimodal kite", "Task: Kitescore"),
    ]
    merges = link(papers).merges
    assert [merge.names for merge in merges if merge.names[0] != merge.names[1]] == [
        ("multi-modal kites", "multimodal kite")
    ]
    assert [m.probability for m in merges] == sorted(m.probability for m in merges)
    assert all(merge.reasons for merge in merges)


WORDS = st.sampled_from(["kite", "kites", "red kite", "RK", "GRK", "Kite-2", "Kite-2-7B", "kiting"])
ENTITIES = st.builds(
    lambda kind, new, forms: f"{kind}{'!' * new}: {' = '.join(forms)}",
    st.sampled_from(["Method", "Model", "Task", "Dataset", "Metric"]),
    st.booleans(),
    st.lists(WORDS, min_size=1, max_size=3, unique=True),
)
PAPERS = st.lists(st.lists(ENTITIES, min_size=1, max_size=4), min_size=1, max_size=5).map(
    lambda papers: [names(f"p{n}", *entities) for n, entities in enumerate(papers)]
)


@given(PAPERS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_papers_does_not_matter(papers: list[Annotated], random: Any) -> None:
    shuffled = random.sample(papers, len(papers))
    assert link(shuffled) == link(papers)


@given(PAPERS)
@settings(max_examples=25, deadline=None)
def test_every_entity_has_a_node_and_every_node_an_entity(papers: list[Annotated]) -> None:
    links = link(papers)
    assert set(links.keys) == {(p.id, e.id) for p, a in papers for e in a.entities}
    assert set(links.keys.values()) == set(links.identities)
    for key, identity in links.identities.items():
        assert re.fullmatch(rf"{identity.type.lower()}:[^\s]+", key)
    assert set(links.variants) | set(links.variants.values()) <= set(links.identities)
    assert not set(links.variants) & set(links.variants.values())


def _corpus(folder: Path) -> Iterator[Annotated]:
    for part in ("train", "dev", "seed"):
        gold = {item["id"]: item for item in _items(folder / f"{part}.gold.jsonl")}
        for text in _items(folder / f"{part}.texts.jsonl"):
            if text["id"] in gold:
                paper = Paper(**{k: v for k, v in text.items() if k in Paper.model_fields})
                yield paper, from_corpus(gold[paper.id], paper)


def _items(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _figures(found: list[bool], true: list[bool]) -> tuple[float, float]:
    hits = sum(f and t for f, t in zip(found, true, strict=True))
    return hits / sum(found), hits / sum(true)


@pytest.mark.shared
def test_it_links_the_corpus_as_its_readers_do(shared: Path) -> None:
    links = link(_corpus(shared / "corpus"))
    rows = [
        (
            *(links.keys[pair[side]["paper"], pair[side]["entity"]] for side in "ab"),
            pair["label"],
        )
        for pair in _items(shared / "corpus" / "links.dev.jsonl")
    ]
    family = {**{key: key for key in links.identities}, **links.variants}
    precision, recall = _figures([a == b for a, b, _ in rows], [x == "same" for *_, x in rows])
    assert precision >= 0.95
    assert recall >= 0.85
    precision, recall = _figures(
        [a != b and family[a] == family[b] for a, b, _ in rows], [x == "variant" for *_, x in rows]
    )
    assert precision >= 0.9
    assert recall >= 0.85
