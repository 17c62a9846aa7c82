"""Named entity recognition: a convolutional tagger that says how sure it is.

spaCy's own ``ner`` gives no confidences; a tag for each token (begin, inside, last, unit, outside:
the BILUO scheme) with its probability does, and the best allowed sequence of tags is found by
the algorithm of Viterbi (1967).
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example, biluo_tags_to_spans
from thinc.api import Model, NumpyOps, SequenceCategoricalCrossentropy
from thinc.types import Floats2d
from threadpoolctl import ThreadpoolController

import extractors.doc  # noqa: F401  (span._.confidence)
from kg.schema import EntityType

Floats = NDArray[np.float32]

OUTSIDE = "O"
TAGS = (OUTSIDE, *(f"{place}-{label}" for label in EntityType for place in "BILU"))


def _transitions() -> Floats:
    """Score of tag j after tag i: 0 where the scheme allows it, else minus infinity."""
    table = np.full((len(TAGS), len(TAGS)), -np.inf, dtype=np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            open_span = before[0] in "BI"
            if (after[0] in "IL" and after[2:] == before[2:]) if open_span else after[0] in "OBU":
                table[i, j] = 0.0
    return table


_TRANSITIONS = _transitions()
_STARTS = np.array([0.0 if tag[0] in "OBU" else -np.inf for tag in TAGS], dtype=np.float32)
_ENDS = np.array([0.0 if tag[0] in "OLU" else -np.inf for tag in TAGS], dtype=np.float32)


def best_tags(log_probabilities: list[Floats]) -> list[list[int]]:
    """The likeliest allowed sequences of tags, as indices, for texts (tokens x tags) together."""
    lengths = [len(scores) for scores in log_probabilities]
    steps = max(lengths, default=0)
    padded = np.zeros((steps, len(lengths), len(TAGS)), dtype=np.float32)
    for text, scores in enumerate(log_probabilities):
        padded[: len(scores), text] = scores
    back = np.zeros(padded.shape, dtype=np.int8)
    score = np.full(padded.shape, -np.inf, dtype=np.float32)
    score[:1] = _STARTS + padded[:1]
    for step in range(1, steps):
        paths = score[step - 1][:, :, None] + _TRANSITIONS
        back[step] = paths.argmax(axis=1)
        score[step] = paths.max(axis=1) + padded[step]
    return [_trace(score[:n, text], back[:n, text]) for text, n in enumerate(lengths)]


def _trace(score: Floats, back: NDArray[np.int8]) -> list[int]:
    """Follow the best path of one text from its end to its start."""
    if not len(score):
        return []
    tags = [int((score[-1] + _ENDS).argmax())]
    for step in range(len(score) - 1, 0, -1):
        tags.append(int(back[step, tags[-1]]))
    return tags[::-1]


class EntityTagger(TrainablePipe):  # type: ignore[misc]
    """Tags tokens and writes ``doc.ents``, each with ``span._.confidence``.

    The confidence of an entity is the geometric mean of the probabilities of its tags.
    """

    def __init__(self, vocab: Any, model: Model[Any, Any], name: str) -> None:
        # On small matrices numpy's own product is up to three times as fast as thinc's default.
        for layer in model.walk():
            layer.ops = NumpyOps(use_blis=False)
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {}
        self._libraries = ThreadpoolController()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(EntityType)

    def predict(self, docs: Iterable[Doc]) -> list[Floats]:
        """Probabilities (tokens x tags) for each of ``docs``.

        One at a time: the last digits of a product of matrices hang on their sizes, and what is
        found in a text must not hang on the texts beside it.
        """
        # On matrices this small the threads of the library of numpy's products (BLAS) wait for each
        # other longer than they work.
        with self._libraries.limit(limits=1, user_api="blas"):
            return [np.asarray(self.model.predict([doc])[0]) for doc in docs]

    def set_annotations(self, docs: Iterable[Doc], scores: list[Floats]) -> None:
        logs = [np.log(probabilities + 1e-9) for probabilities in scores]
        for doc, tags, log in zip(docs, best_tags(logs), logs, strict=True):
            doc.ents = tuple(_spans(doc, tags, log))

    def get_loss(
        self, examples: Iterable[Example], scores: list[Floats2d]
    ) -> tuple[float, list[Floats2d]]:
        # A token that no tag fits (its entity starts or ends within it) has the tag None: no loss.
        loss = SequenceCategoricalCrossentropy(names=list(TAGS), normalize=False)
        truths: list[Any] = [_tags(example) for example in examples]
        gradient, value = loss(scores, truths)
        return float(value), gradient

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None
    ) -> None:
        docs = [example.x for example in islice(get_examples(), 10)]
        self.model.initialize(X=docs, Y=[np.zeros((len(d), len(TAGS)), "f") for d in docs])

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        return get_ner_prf(examples)

    def add_label(self, label: str) -> int:
        raise NotImplementedError("the labels are those of the schema")


def _spans(doc: Doc, tags: list[int], log_probabilities: Floats) -> Iterator[Span]:
    chosen = log_probabilities[np.arange(len(tags)), tags]
    for span in biluo_tags_to_spans(doc, [TAGS[tag] for tag in tags]):
        span._.confidence = float(np.exp(chosen[span.start : span.end].mean()))
        yield span


def _tags(example: Example) -> list[str | None]:
    return [tag if tag in TAGS else None for tag in example.get_aligned_ner()]


@Language.factory(
    "entity_tagger",
    assigns=["doc.ents"],
    default_config={
        "model": {
            "@architectures": "spacy.Tagger.v2",
            "normalize": True,
            "tok2vec": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": 96,
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                    "rows": [8000, 1000, 3000, 2000],
                    "include_static_vectors": False,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": 96,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            },
        },
    },
)
def make_entity_tagger(nlp: Language, name: str, model: Model[Any, Any]) -> EntityTagger:
    """The factory behind ``nlp.add_pipe("entity_tagger")``."""
    return EntityTagger(nlp.vocab, model, name)
