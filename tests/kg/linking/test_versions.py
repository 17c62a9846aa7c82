import pytest

from kg.linking.normalise import normalise
from kg.linking.versions import Parts, parse


def parts_of(name: str) -> Parts:
    """The parts of a name as written."""
    return parse(normalise(name))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Llama-3.1-8B-Instruct", Parts("llama", ("3.1",), ("8b",), (), ("instruct",))),
        ("GPT-4o-2024-08-06", Parts("gpt", ("4o",), (), ("06", "08", "2024"), ())),
        ("GPT-4-o", Parts("gpt", ("4o",), (), (), ())),
        ("DINOv2", Parts("dino", ("2",), (), (), ())),
        ("SQuAD 2.0", Parts("squad", ("2",), (), (), ())),
        ("ViT-L/14", Parts("vit", ("14",), ("l",), (), ())),
        ("Qwen3-235B-A22B", Parts("qwen", ("3",), ("235b", "a22b"), (), ())),
        ("BERT-base-uncased", Parts("bert", (), (), (), ("base", "uncased"))),
        ("AIME 2024", Parts("aime", (), (), ("2024",), ())),
        ("MMLU-Pro", Parts("mmlu", (), (), (), ("pro",))),
        ("ResNet50V2", Parts("resnet", ("2", "50"), (), (), ())),
        ("Stable Diffusion", Parts("stable diffusion", (), (), (), ())),
        ("3D Gaussian Splatting", Parts("gaussian splatting", ("3d",), (), (), ())),
        ("1-step lookahead", Parts("1 step lookahead", (), (), (), ())),
        ("o3-mini", Parts("", ("o3",), (), (), ("mini",))),
    ],
)
def test_takes_names_apart(name: str, parts: Parts) -> None:
    assert parts_of(name) == parts


def test_order_and_maker_do_not_matter() -> None:
    assert parts_of("Gemini-2.5-Pro") == parts_of("Gemini Pro 2.5")
    assert parts_of("Meta-Llama-3-70B") == parts_of("Llama-3-70B")
