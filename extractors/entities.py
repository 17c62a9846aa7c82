"""Entities from candidates: what is kept and of which type, and which names are one thing's."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractors import candidates
from extractors.doc import layout
from extractors.linear import LinearModel, load_models
from extractors.reading import shape
from kg.annotations import find_mentions
from kg.linking.normalise import normalise
from kg.records import Entity
from kg.schema import EntityType

NONE = "NONE"
THRESHOLD = 0.35
"""Probability from which a candidate is an entity: where F1 on the dev corpus is best."""


class Judged(NamedTuple):
    """A candidate that is kept: its type and the probability that it is an entity at all."""

    type: EntityType
    confidence: float


class Entities:
    """Writes ``doc._.entities``, in the order of their first mentions."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model
        self._types = [EntityType(label) for label in model.labels if label != NONE]
        self._columns = [model.labels.index(kind) for kind in self._types]

    def __call__(self, doc: Doc) -> Doc:
        judged = {text: self._judge(found) for text, found in candidates.features(doc)}
        kept = {text: j for text, j in judged.items() if j.confidence >= THRESHOLD}
        doc._.entities = group(doc, without_overlaps(doc, kept))
        return doc

    def _judge(self, found: Iterable[str]) -> Judged:
        chances = self._model.probabilities(found)[self._columns]
        return Judged(self._types[int(chances.argmax())], float(chances.sum()))


def without_overlaps(doc: Doc, judged: Mapping[str, Judged]) -> dict[str, Judged]:
    """The surest of overlapping candidates, where each stands first.

    A candidate that stands alone somewhere stays, even if it lies within another elsewhere.
    """
    taken: set[int] = set()
    kept = {}
    order = sorted(judged, key=lambda text: (-judged[text].confidence, -len(text), text))
    found = candidates.collect(doc)
    for text in order:
        spans = {(span.start, span.end) for _, span in found[text]}
        free = [span for span in spans if taken.isdisjoint(range(*span))]
        if free:
            kept[text] = judged[text]
            for span in free:
                taken.update(range(*span))
    return kept


def group(doc: Doc, judged: Mapping[str, Judged]) -> tuple[Entity, ...]:
    """Entities of the strings ``judged``: one for each name, a short form with its long form."""
    text = layout(doc).text
    keys = _same_names(doc)
    groups: dict[str, list[str]] = defaultdict(list)
    for string in judged:
        form = normalise(string)
        groups[keys.get(form, form)].append(string)
    mentions = find_mentions(groups, text)
    found = sorted((places[0], key) for key, places in mentions.items() if places)
    return tuple(
        Entity(
            id=f"e{number}",
            type=_type([judged[string] for string in groups[key]]),
            name=heading(groups[key]),
            surfaces=_used(groups[key], [text[slice(*span)] for span in mentions[key]]),
            mentions=tuple(mentions[key]),
            confidence=round(max(judged[string].confidence for string in groups[key]), 3),
        )
        for number, (_, key) in enumerate(found, 1)
    )


def _used(texts: list[str], mentioned: list[str]) -> tuple[str, ...]:
    """Those of ``texts`` that are mentioned, in the order of their first mentions."""
    return tuple(text for text in dict.fromkeys(mentioned) if text in texts)


def _same_names(doc: Doc) -> dict[str, str]:
    """Normal form of a short form to that of its long form."""
    text = layout(doc).text
    return {
        normalise(text[slice(*short)]): normalise(text[slice(*long)])
        for short, long in doc._.abbreviations
    }


def _type(judged: Iterable[Judged]) -> EntityType:
    """The type for which most confidence speaks."""
    votes: Counter[EntityType] = Counter()
    for item in judged:
        votes[item.type] += item.confidence  # type: ignore[assignment]
    return max(votes, key=lambda kind: (votes[kind], kind))


def heading(surfaces: Iterable[str]) -> str:
    """The surface that the field would use as a heading.

    The shortest: a short form wins over its long form, the singular over the plural; but a common
    noun does not stand for the term whose last word it is (``manipulation`` for ``robot
    manipulation``). Of two that are as short, a coined one wins, else the one in lower case.
    """
    options = list(surfaces)
    terms = {text.lower() for text in options}
    whole = [text for text in options if not _is_bare_noun(text, terms)]
    return min(whole, key=lambda text: (len(text), shape(text) != "coined", text.swapcase()))


def _is_bare_noun(text: str, terms: Iterable[str]) -> bool:
    return text.islower() and any(term.endswith(f" {text}") for term in terms)


@Language.factory("entities", assigns=["doc._.entities"], default_config={"model": "rules"})
def make_entities(nlp: Language, name: str, model: str) -> Entities:
    """The factory behind ``nlp.add_pipe("entities")``; ``model`` is named for the extractor."""
    return Entities(load_models("entities")[model])
