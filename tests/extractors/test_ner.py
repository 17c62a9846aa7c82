from importlib.resources import as_file, files

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractors.ner import TAGS, best_tags
from extractors.tokenizer import blank

ROWS = st.lists(
    st.lists(st.floats(-9, 0, width=16), min_size=len(TAGS), max_size=len(TAGS)), max_size=6
)


def scores(*tags: str) -> np.ndarray:
    """Log-probabilities that favour ``tags``, one a token."""
    return np.array([[0.0 if tag == wanted else -5.0 for tag in TAGS] for wanted in tags], "f")


def names(found: list[int]) -> list[str]:
    return [TAGS[index] for index in found]


def test_an_allowed_sequence_is_kept() -> None:
    tags = ["O", "B-Method", "I-Method", "L-Method", "U-Task", "O"]
    assert [names(found) for found in best_tags([scores(*tags)])] == [tags]


def test_a_sequence_that_breaks_the_scheme_is_mended() -> None:
    [found] = best_tags([scores("B-Task", "L-Method", "O")])
    assert names(found) in (["B-Task", "L-Task", "O"], ["B-Method", "L-Method", "O"])


def test_an_entity_ends_with_the_text() -> None:
    [found] = best_tags([scores("O", "B-Task")])
    assert names(found) == ["O", "O"] or names(found)[1].startswith("U-")


@given(st.lists(ROWS, max_size=4))
def test_texts_do_not_touch_each_other(texts: list[list[list[float]]]) -> None:
    arrays = [np.array(rows, "f").reshape(len(rows), len(TAGS)) for rows in texts]
    together = best_tags(arrays)
    assert together == [best_tags([array])[0] for array in arrays]
    assert [len(found) for found in together] == [len(array) for array in arrays]


@given(ROWS)
def test_the_scheme_always_holds(rows: list[list[float]]) -> None:
    [found] = best_tags([np.array(rows, "f").reshape(len(rows), len(TAGS))])
    inside = None
    for tag in names(found):
        place, _, label = tag.partition("-")
        assert (place in "IL") == (inside is not None)
        assert inside in (None, label)
        inside = label if place in "BI" else None
    assert inside is None


def test_probabilities_do_not_hang_on_the_texts_beside_it() -> None:
    nlp = blank()
    tagger = nlp.add_pipe("entity_tagger")
    with as_file(files("extractors") / "data" / "ner") as folder:
        tagger.from_disk(folder, exclude=["vocab"])
    docs = [nlp.make_doc("We train OwlNet on ImageNet. " * times) for times in (1, 7, 2, 30)]
    together = tagger.predict(docs)
    assert all(
        np.array_equal(one, tagger.predict([d])[0]) for one, d in zip(together, docs, strict=True)
    )
    assert all(np.allclose(table.sum(axis=1), 1, atol=1e-5) for table in together)
