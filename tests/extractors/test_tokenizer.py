import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tokenizer import blank

NLP = blank()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("network(CNN)", ["network", "(", "CNN", ")"]),
        ("\\emph{EMU}", ["\\emph", "{", "EMU", "}"]),
        ("It is HQViT.", ["It", "is", "HQViT", "."]),
        ("GPT-4o-based", ["GPT-4o", "-", "based"]),
        ("retrieval-augmented", ["retrieval", "-", "augmented"]),
        ("PPO/DPO", ["PPO", "/", "DPO"]),
        ("acc=91.5%", ["acc", "=", "91.5", "%"]),
        ("(SWE-bench)", ["(", "SWE", "-", "bench", ")"]),
        ("Llama-3-8B.", ["Llama-3", "-", "8B", "."]),
    ],
)
def test_names_are_whole_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in NLP(text)] == tokens


@given(st.text(max_size=60))
def test_no_character_is_lost(text: str) -> None:
    assert NLP(text).text == text
