import pytest

from kg.linking.abbreviations import abbreviates, without_brackets


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ppo", "proximal policy optimization"),
        ("vit", "vision transformer"),
        ("lora", "low rank adaptation"),
        ("3dgs", "3d gaussian splatting"),
        ("t2v", "text to video"),
        ("xai", "explainable artificial intelligence"),
        ("sfm", "structure from motion"),
        ("graphrag", "graph retrieval augmented generation"),
        ("rlhf", "reinforcement learning from human feedback"),
    ],
)
def test_is_short_for(short: str, long: str) -> None:
    assert abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ppo", "direct preference optimization"),
        ("asr", "speech recognition"),
        ("diffusion", "diffusion model"),
        ("gpt", "gpt"),
        ("clip", "clip score"),
    ],
)
def test_is_not_short_for(short: str, long: str) -> None:
    assert not abbreviates(short, long)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("large language model (LLM)", ("large language model", "LLM")),
        ("language model (LM) agents", ("language model agents", "")),
        ("Q-function", ("Q-function", "")),
    ],
)
def test_brackets(name: str, expected: tuple[str, str]) -> None:
    assert without_brackets(name) == expected
