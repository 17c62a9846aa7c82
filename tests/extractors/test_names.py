import pytest

from extractors.names import GROUP, names
from extractors.tokenizer import blank

NLP = blank()


def found(text: str) -> set[tuple[str, str]]:
    doc = names(NLP(text))
    return {(span.label_, span.text) for span in doc.spans[GROUP]}


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("It leads SWE-bench by far.", "bench", "SWE-bench"),
        ("Scores on FooBench-Pro rise.", "bench", "FooBench-Pro"),
        ("We tune Llama-3-8B and stop.", "sized", "Llama-3-8B"),
        ("Later Qwen2.5-VL-7B was added.", "sized", "Qwen2.5-VL-7B"),
        ("We ask GPT-4o to judge.", "version", "GPT-4o"),
        ("Here we propose FooNet for birds.", "proposed", "FooNet"),
        ("FooNet: Seeing Birds\nBirds are seen.", "titled", "FooNet"),
        ("FooNet, a light framework for birds", "defined as Method", "FooNet"),
        ("FooNet (FN), a new model of birds", "defined as Model", "FooNet"),
        ("FooSet, the first large corpus of songs", "defined as Dataset", "FooSet"),
        ("a benchmark called FooQA for birds", "called, of Benchmark", "FooQA"),
        ("results on the FooQA dataset", "before Dataset", "FooQA"),
        ("It beats BirdGAN clearly.", "coined", "BirdGAN"),
        ("with iBird-2 inside", "coined", "iBird-2"),
        ("Later we propose Owl-Net++, a net", "proposed", "Owl-Net++"),
        ("Unlike OwlGAN-2, it sings.", "coined", "OwlGAN-2"),
        ("(OwlGAN) sings.", "coined", "OwlGAN"),
    ],
)
def test_patterns(text: str, label: str, name: str) -> None:
    assert (label, name) in found(text)


@pytest.mark.parametrize(
    "text", ["Birds are seen.", "we propose a method", "we did: nothing", "12.5 and 7B", ""]
)
def test_plain_words_are_no_names(text: str) -> None:
    assert found(text) == set()


# Patterns that try every way to divide a chain of hyphens would never end here.
@pytest.mark.parametrize("link", ["-A", "A-a", "A1-", "AA", "Aa-8B", "A.B-", "Aa ", "GPT-4."])
@pytest.mark.parametrize("times", [15, 2000])
def test_long_chains_are_read(link: str, times: int) -> None:
    assert all(len(name) <= 200 for _, name in found(f"a{link * times}/ is OwlNet."))
    assert ("coined", "OwlNet") in found(f"a{link * times}/ is OwlNet.")
