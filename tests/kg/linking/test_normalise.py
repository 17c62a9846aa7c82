import pytest

from kg.linking.normalise import compact, normalise, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Large Language Models", "large language model"),
        ("sequence modelling", "sequence modeling"),
        ("data visualisation", "Data Visualization"),
        ("behaviour cloning", "behavior cloning"),
        ("tumours", "tumor"),
        ("Fréchet distance", "Frechet distance"),
        ("$\\pi_{0}$", "π_0"),
        ("TD($\\lambda$)", "TD(λ)"),
        ("$\\textbf{R}econ$", "Recon"),
        ("Moore's law", "Moore law"),
        ("time-series analyses", "time series analysis"),
        ("the Transformer", "Transformer"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++", "C"),
        ("C#", "C"),
        ("A* search", "A search"),
        ("Qwen2.5", "Qwen25"),
        ("world modeling", "world model"),
        ("VITS", "ViT"),
        ("denoise", "denoize"),
        ("precise", "precize"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_every_name_has_a_form_and_a_slug() -> None:
    assert normalise("!?") == "!?"
    assert slug("Qwen2.5-VL") == "qwen2-5-vl"
    assert compact(normalise("multi-modal")) == compact(normalise("multimodal"))
