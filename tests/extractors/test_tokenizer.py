import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.util import compile_prefix_regex, compile_suffix_regex

from extractors.tokenizer import blank

NLP = blank()


def unbounded() -> Language:
    """As ``NLP``, but for how far it looks for a prefix or a suffix."""
    nlp = blank()
    nlp.tokenizer.prefix_search = compile_prefix_regex(nlp.Defaults.prefixes or ()).search
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[A-Z0-9])\."]
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    return nlp


UNBOUNDED = unbounded()


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


@given(st.text(alphabet="aB1.,-()[]{}'\"$%/:;!?…", max_size=100))
def test_words_are_cut_as_by_a_search_of_the_whole(text: str) -> None:
    assert [token.text for token in NLP(text)] == [token.text for token in UNBOUNDED(text)]


@pytest.mark.parametrize("text", ["(" * 10_000, f"a{')' * 10_000}", ".(" * 5000])
def test_a_run_of_signs_takes_bounded_time(text: str) -> None:
    start = time.process_time()
    tokens = [token.text for token in NLP(text)]
    assert time.process_time() - start < 2  # with a search of the whole it is 6
    assert "".join(tokens) == text
    assert max(map(len, tokens)) == 1
