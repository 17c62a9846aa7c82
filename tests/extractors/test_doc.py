"""What the steps of an extractor share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.doc import MAX_CHARACTERS, as_extractor, characters, layout
from extractors.rules import load
from extractors.tokenizer import blank
from kg.records import Paper
from kg.sentences import sentence_at

NLP = blank()


@given(st.text(st.sampled_from("ab B.\n!(2"), max_size=60))
def test_every_token_is_in_the_sentence_that_holds_it(text: str) -> None:
    doc = NLP(text)
    seen = layout(doc)
    assert len(seen.words) == len(seen.sentence_of) == len(doc)
    for token, number in zip(doc, seen.sentence_of, strict=True):
        if not token.is_space:
            assert seen.sentences[number] == sentence_at(seen.sentences, token.idx)


def test_words_are_in_lower_case_and_text_as_it_stands() -> None:
    seen = layout(NLP("OwlNet İs\nOne. Two."))
    assert seen.words[0] == "owlnet"
    assert [seen.text[slice(*span)] for span in seen.sentences] == ["OwlNet İs", "One.", "Two."]


def test_characters_of_a_span() -> None:
    doc = NLP("We like 🦉 OwlNet.")
    assert doc.text[slice(*characters(doc[3:4]))] == "OwlNet"


def paper(abstract: str) -> Paper:
    return Paper(id="x", title="Owls", abstract=abstract)


@pytest.mark.parametrize("batch_size", [1, 2, 7])
def test_a_pipeline_as_an_extractor_gives_one_annotation_a_paper_in_order(batch_size: int) -> None:
    papers = [Paper(id=str(n), title="Owls", abstract="They sing.") for n in range(5)]
    extract = as_extractor(NLP, batch_size)
    assert [annotation.paper for annotation in extract(papers)] == ["0", "1", "2", "3", "4"]


def test_reading_ends_where_no_abstract_is_that_long() -> None:
    long = "They sing. " * (MAX_CHARACTERS // 11)
    extract = load()
    (early,) = extract([paper(f"We use ImageNet. {long}")])
    (late,) = extract([paper(f"{long}{long} We use ImageNet.")])
    assert [entity.name for entity in early.entities] == ["ImageNet"]
    assert late.entities == ()
