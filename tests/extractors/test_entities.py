"""Which candidates are entities, which names are one thing's, and under which it goes."""

import pytest

from extractors.entities import Judged, group, heading, without_overlaps
from kg.schema import DATASET, METHOD, MODEL, TASK, EntityType
from tests.extractors.docs import doc_of, run


@pytest.mark.parametrize(
    ("surfaces", "name"),
    [
        (["Proximal Policy Optimization", "PPO"], "PPO"),
        (["World Models", "world models", "world model"], "world model"),
        (["Robotic Manipulation", "robot manipulation", "manipulation"], "robot manipulation"),
        (["manipulation"], "manipulation"),
        (["OwlNET", "owlnet"], "OwlNET"),
        (["Deep RL", "RL", "deep RL"], "RL"),
    ],
)
def test_heading_is_what_the_field_would_say(surfaces: list[str], name: str) -> None:
    assert heading(surfaces) == name
    assert heading(reversed(surfaces)) == name


FINDERS = ("abbreviations", "gazetteer", "names", "phrases")


def grouped(text: str, *names: tuple[str, EntityType, float]) -> dict[str, tuple[str, list[str]]]:
    """Type and mentions of each entity, by name, if all of ``names`` are accepted."""
    doc = run(doc_of(text), *FINDERS)
    entities = group(doc, {name: Judged(kind, chance) for name, kind, chance in names})
    assert [entity.id for entity in entities] == [f"e{n + 1}" for n in range(len(entities))]
    return {
        entity.name: (entity.type, [text[slice(*span)] for span in entity.mentions])
        for entity in entities
    }


@pytest.mark.parametrize(
    ("text", "names", "entities"),
    [
        pytest.param(
            "Owls\nWe train owl songs nets (OSN). OSN sings.",
            [("owl songs nets", METHOD, 0.9), ("OSN", METHOD, 0.9)],
            {"OSN": (METHOD, ["owl songs nets", "OSN", "OSN"])},
            id="a short form and its long form",
        ),
        pytest.param(
            "Owls\nA Random Forest and random forests.",
            [("Random Forest", METHOD, 0.9), ("random forests", METHOD, 0.9)],
            {"Random Forest": (METHOD, ["Random Forest", "random forests"])},
            id="case and number",
        ),
        pytest.param(
            "Owls\nLlama-2 and Llama-3.",
            [("Llama-2", MODEL, 0.9), ("Llama-3", MODEL, 0.9)],
            {"Llama-2": (MODEL, ["Llama-2"]), "Llama-3": (MODEL, ["Llama-3"])},
            id="versions are two",
        ),
        pytest.param(
            "Owls\nBERT-Large beats BERT.",
            [("BERT-Large", MODEL, 0.9), ("BERT", MODEL, 0.9)],
            {"BERT-Large": (MODEL, ["BERT-Large"]), "BERT": (MODEL, ["BERT"])},
            id="a shorter name where it stands alone",
        ),
        pytest.param(
            "Owls\nBERTology and BERT_base like BERT.",
            [("BERT", MODEL, 0.9)],
            {"BERT": (MODEL, ["BERT"])},
            id="not within a word",
        ),
        pytest.param(
            "Owls\nOwl Songs and owl songs.",
            [("Owl Songs", DATASET, 0.9), ("owl songs", TASK, 0.5)],
            {"owl songs": (DATASET, ["Owl Songs", "owl songs"])},
            id="the surer type",
        ),
        pytest.param("Owls\nNone.", [], {}, id="nothing"),
    ],
)
def test_names_of_one_thing_are_united(
    text: str,
    names: list[tuple[str, EntityType, float]],
    entities: dict[str, tuple[str, list[str]]],
) -> None:
    assert grouped(text, *names) == entities


@pytest.mark.parametrize(
    ("chances", "kept"),
    [
        pytest.param((0.9, 0.6), {"graph neural networks"}, id="the surer one, here the longer"),
        pytest.param((0.6, 0.9), {"neural networks"}, id="and here the shorter"),
        pytest.param((0.8, 0.8), {"graph neural networks"}, id="the longer of two as sure"),
    ],
)
def test_of_overlapping_candidates_one_is_kept(
    chances: tuple[float, float], kept: set[str]
) -> None:
    doc = run(doc_of("Owls\nWe use graph neural networks here."), *FINDERS)
    names = ("graph neural networks", "neural networks")
    judged = {name: Judged(METHOD, chance) for name, chance in zip(names, chances, strict=True)}
    assert set(without_overlaps(doc, judged)) == kept
