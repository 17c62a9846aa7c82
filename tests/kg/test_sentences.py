from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sentences import sentence_at, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["A title: without a full stop", "The first sentence.", "And the second!"],
        ["Strong models, e.g. GPT-4, fail on it (cf. Fig. 2 and Doe et al. 2020).", "We ask why."],
        ["It gains 3.5 points on GLUE v2.0 over J. Smith's parser.", "Why?", '"Scale," they say.'],
        ["We name it RAP.", "$K$ steps suffice.", "(See the appendix.)", "Done."],
    ],
)
def test_splits_where_a_reader_would(expected: list[str]) -> None:
    assert sentences(" ".join(expected).replace("stop The", "stop\nThe")) == expected


@given(st.text(st.sampled_from('aB1 .!?\n"(e.g.')))
def test_spans_cover_all_but_white_space(text: str) -> None:
    spans = sentence_spans(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    covered = {i for span in spans for i in range(*span)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
    for span in spans:
        assert sentence_at(spans, span.start) == span
