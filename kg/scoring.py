"""How well predicted annotations agree with gold ones.

=================  =========================================================================
mention            exact span and type
entity             two entities match if they share a surface or name, case, punctuation and
                   plural s folded, and the type; one to one
entity, any type   the same without the type
contribution       entities flagged ``new``, matched as entities
relation           head, label and tail, both ends matched as entities; direction counts but
                   for COMPARED_WITH
result             number and ``on``, matched as an entity or empty in both
=================  =========================================================================

All figures are micro-averages: counts are added over papers before they are divided.
"""

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.annotations import Json, find_mentions
from kg.errors import AnnotationError, SourceError
from kg.schema import EntityType, RelationType


class Counts(NamedTuple):
    """Right ones among the predicted, the predicted and the gold ones."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 2 * self.hits / total if total else 1.0

    def plus(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


@dataclass
class Scores:
    """Counts by level, by type of entity or relation, and by paper and level."""

    levels: dict[str, Counts] = field(default_factory=dict)
    types: dict[str, Counts] = field(default_factory=dict)
    papers: dict[str, dict[str, Counts]] = field(default_factory=dict)

    def as_json(self) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 by level and type."""
        return {
            name: {"precision": c.precision, "recall": c.recall, "f1": c.f1}
            for name, c in {**self.levels, **self.types}.items()
        }


def read_texts(path: Path) -> dict[str, str]:
    """Texts by paper id from a JSON-lines file of papers with id, title and abstract.

    Only white space is folded: names are looked for in the text as it was annotated.

    Raises:
        SourceError: if the file cannot be read or a line is no such paper.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            return dict(
                _text(line, f"{path}:{n}") for n, line in enumerate(lines, 1) if line.strip()
            )
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read texts from {path}: {error}") from error


def _text(line: str, place: str) -> tuple[str, str]:
    try:
        item = json.loads(line)
        return item["id"], f"{_fold(item['title'])}\n{_fold(item['abstract'])}"
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SourceError(f"{place} is no paper with id, title and abstract") from error


def score(texts: Mapping[str, str], gold: Iterable[Json], predicted: Iterable[Json]) -> Scores:
    """Compare annotations in the corpus format (see :mod:`kg.annotations`).

    ``texts`` are titles and abstracts, a line each, by paper id (:func:`read_texts`).
    A paper of ``gold`` that ``predicted`` lacks counts as one without entities; papers that only
    ``predicted`` has are passed over.

    Raises:
        AnnotationError: if a paper of ``gold`` is not among ``texts``, or an annotation lacks a
            member.
    """
    predictions = {item["id"]: item for item in predicted}
    scores = Scores()
    for item in gold:
        key = item["id"]
        if key not in texts:
            raise AnnotationError(f"the texts lack the annotated paper {key}")
        try:
            other = predictions.get(key) or {"entities": [], "relations": [], "results": []}
            levels, types = _compare(item, other, texts[key])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise AnnotationError(f"the annotation of {key} breaks the format: {error}") from error
        scores.papers[key] = levels
        _add(scores.levels, levels)
        _add(scores.types, types)
    scores.types = {
        name: scores.types[name] for name in (*EntityType, *RelationType) if name in scores.types
    }
    return scores


def table(scores: Scores) -> str:
    """The figures as lines of text, levels first, then types."""
    lines = [f"{'':18}  precision  recall     F1    gold  predicted"]
    for name, c in {**scores.levels, **scores.types}.items():
        lines.append(
            f"{name:18}  {c.precision:9.3f}  {c.recall:6.3f}  {c.f1:5.3f}"
            f"  {c.gold:6}  {c.predicted:9}"
        )
    return "\n".join(lines)


def _add(total: dict[str, Counts], more: Mapping[str, Counts]) -> None:
    for name, counts in more.items():
        total[name] = total.get(name, Counts()).plus(counts)


def _compare(gold: Json, predicted: Json, text: str) -> tuple[dict[str, Counts], dict[str, Counts]]:
    """Counts by level and by type for one paper."""
    gold_types, types = _types(gold), _types(predicted)
    pairs = match_entities(gold["entities"], predicted["entities"], typed=True)
    loose = match_entities(gold["entities"], predicted["entities"], typed=False)
    gold_new, new = _new(gold), _new(predicted)
    identity = {key: key for key in gold_types}
    gold_relations, relations = relation_keys(gold, identity), relation_keys(predicted, pairs)
    levels = {
        "mention": _overlap(_mentions(gold, text), _mentions(predicted, text)),
        "entity": Counts(len(pairs), len(types), len(gold_types)),
        "entity, any type": Counts(len(loose), len(types), len(gold_types)),
        "contribution": Counts(sum(pairs.get(e) in gold_new for e in new), len(new), len(gold_new)),
        "relation": _overlap(gold_relations, relations),
        "result": _overlap(result_keys(gold, identity), result_keys(predicted, pairs)),
    }
    by_type = {
        kind: Counts(
            sum(types[e] == kind for e in pairs),
            sum(t == kind for t in types.values()),
            sum(t == kind for t in gold_types.values()),
        )
        for kind in {*gold_types.values(), *types.values()}
    }
    by_relation: dict[str, Counts] = {
        label: _overlap(
            Counter(k for k in gold_relations if k[1] == label),
            Counter(k for k in relations if k[1] == label),
        )
        for label in {str(key[1]) for key in (*gold_relations, *relations)}
    }
    return levels, {**by_type, **by_relation}


def _overlap(
    gold: Counter[tuple[Hashable, ...]], predicted: Counter[tuple[Hashable, ...]]
) -> Counts:
    return Counts((gold & predicted).total(), predicted.total(), gold.total())


def _fold(text: str) -> str:
    return " ".join(text.split())


def _types(item: Json) -> dict[str, str]:
    return {entity["id"]: entity["type"] for entity in item["entities"]}


def _new(item: Json) -> set[str]:
    return {entity["id"] for entity in item["entities"] if entity.get("new")}


def _mentions(item: Json, text: str) -> Counter[tuple[Hashable, ...]]:
    types = _types(item)
    surfaces = {e["id"]: [_fold(surface) for surface in e["surface"]] for e in item["entities"]}
    found = find_mentions(surfaces, text)
    return Counter((*span, types[key]) for key, spans in found.items() for span in spans)


def match_entities(
    gold: list[Json], predicted: list[Json], *, typed: bool = True
) -> dict[str, str]:
    """Ids of gold entities by ids of predicted ones that are the same, one to one.

    Pairs of one type come first, then those that share most forms; ``typed`` leaves the others out.
    """
    gold_forms, forms = ([(e, _forms(e)) for e in side] for side in (gold, predicted))
    candidates = [
        (len(f & g), p["type"] == e["type"], p["id"], e["id"])
        for p, f in forms
        for e, g in gold_forms
        if f & g and (p["type"] == e["type"] or not typed)
    ]
    pairs: dict[str, str] = {}
    # Ties are broken by ids, so that the figures do not hang on the order of the entities.
    for *_, p, e in sorted(sorted(candidates), key=lambda c: (-c[1], -c[0])):
        if p not in pairs and e not in pairs.values():
            pairs[p] = e
    return pairs


def _forms(entity: Json) -> set[str]:
    return {_normal(form) for form in (entity["name"], *entity["surface"])} - {""}


def _normal(name: str) -> str:
    """Case, punctuation and a plural s folded away: coarser than what the linker takes for same."""
    words = re.sub(r"[\W_]+", " ", name.lower()).split()
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in words
    )


def relation_keys(item: Json, ends: Mapping[str, str]) -> Counter[tuple[Hashable, ...]]:
    """What two relations must share to be the same, of each of ``item``, once.

    ``ends`` has the gold entities by the ids of those of ``item`` that match them.
    """
    keys: set[tuple[Hashable, ...]] = set()
    for head, label, tail, *_ in item["relations"]:
        # An end without a match is marked, so that it equals no entity of the gold side.
        pair = [ends.get(head, ("?", head)), ends.get(tail, ("?", tail))]
        if label == RelationType.COMPARED_WITH:
            pair.sort(key=str)
        keys.add((pair[0], label, pair[1]))
    return Counter(keys)


def result_keys(item: Json, ends: Mapping[str, str]) -> Counter[tuple[Hashable, ...]]:
    """What two results must share to be the same, of each of ``item``, as often as it is there."""
    keys: Counter[tuple[Hashable, ...]] = Counter()
    for result in item["results"]:
        on = result.get("on")
        number = re.search(r"\d[\d.,]*", str(result["value"]))
        value = number.group().rstrip(".,") if number else str(result["value"])
        keys[(value, None if on is None else ends.get(on, ("?", on)))] += 1
    return keys
