"""What one annotated text teaches each head."""

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as binary
from torch.nn.functional import cross_entropy

from extractors.joint import candidates, features, questions, tags
from extractors.joint.candidates import Group, Place, Places
from extractors.joint.gazetteer import KnownNames
from extractors.joint.schema import ALLOWED, FILLS, LABELS, MIRRORED
from kg.schema import RelationType
from training.joint.data import Example
from training.joint.model import Heads

WEIGHTS = {
    "tag": 4.0,
    "type": 1.0,
    "same": 0.5,
    "new": 1.0,
    "relation": 1.0,
    "outcome": 0.3,
    "result": 0.7,
}
_COMPARED = LABELS.index(RelationType.COMPARED_WITH)
_MOST_WRONG = 16


def gold_tags(example: Example) -> tags.Ints:
    """Tags of all mentions, and of the figures that no mention overlaps."""
    named = [
        (*place, kind)
        for kind, groups in zip(example.types, example.groups, strict=True)
        for places in groups.values()
        for place in places
    ]
    mentioned = [(start, end) for start, end, _ in named]
    values = [
        (*value.place, tags.VALUE)
        for value in example.values
        if not candidates.overlaps(value.place, mentioned)
    ]
    return tags.encode([*named, *values], len(example.document.words))


def losses(
    heads: Heads, x: Tensor, example: Example, known: KnownNames, with_candidates: bool
) -> dict[str, Tensor]:
    """Each head's loss on one text with word vectors ``x`` [W, hidden].

    With candidates, what the tagger would now propose wrongly takes part as something to turn
    down: in use, the later heads get the tagger's proposals and not the truth.
    """
    text = _Text(heads, x, example, known.without(example.own), with_candidates)
    if not example.types and not text.wrong:
        return text.words()
    return text.words() | text.names() | text.entities()


class _Text:
    """The questions about one text with their right answers.

    ``wrong`` are candidate names that the annotation does not have, ``wrong_values`` figures.
    """

    def __init__(
        self, heads: Heads, x: Tensor, example: Example, known: KnownNames, with_candidates: bool
    ) -> None:
        self.heads, self.x, self.example, self.known = heads, x, example, known
        self.logits = heads.tags(x)
        self.scores = self.logits.detach().log_softmax(-1).numpy()
        self.wrong: list[Group] = []
        self.wrong_types: list[int] = []
        self.wrong_values: list[Place] = []
        if with_candidates:
            proposed, values = candidates.propose(example.document, self.scores, known)
            right = {form for groups in example.groups for form in groups}
            self.wrong = [group for group in proposed if group.form not in right][:_MOST_WRONG]
            true_values = [value.place for value in example.values]
            self.wrong_values = [v for v in values if not candidates.overlaps(v, true_values)]

    def words(self) -> dict[str, Tensor]:
        """Which tag each word has."""
        return {"tag": cross_entropy(self.logits, torch.from_numpy(gold_tags(self.example)))}

    def _facts(self, places: list[Places], forms: list[list[str]]) -> tags.Floats:
        return questions.names(self.example.document, places, forms, self.scores, self.known)

    def names(self) -> dict[str, Tensor]:
        """Which candidates are names, of which type, and which of them are one entity's."""
        owned = [
            (owner, Group(form, tuple(places)))
            for owner, groups in enumerate(self.example.groups)
            for form, places in groups.items()
        ]
        groups = [group for _, group in owned] + self.wrong
        places = [group.places for group in groups]
        vectors = self.heads.pool(self.x, places)
        facts = self._facts(places, [[group.form] for group in groups])
        guess = self.heads.types(self.x, vectors, torch.from_numpy(facts))
        self.wrong_types = guess[len(owned) :, 1:].argmax(-1).tolist()
        kinds = [1 + self.example.types[owner] for owner, _ in owned] + [0] * len(self.wrong)
        return {"type": cross_entropy(guess, torch.tensor(kinds))} | self._same(owned, vectors)

    def _same(self, owned: list[tuple[int, Group]], vectors: Tensor) -> dict[str, Tensor]:
        types = self.example.types
        pairs = [
            (a, b)
            for a in range(len(owned))
            for b in range(a)
            if types[owned[a][0]] == types[owned[b][0]]
        ]
        if not pairs:
            return {}
        document = self.example.document
        facts = np.stack([features.same(document, owned[a][1], owned[b][1]) for a, b in pairs])
        a, b = torch.tensor(pairs).T
        logits = self.heads.sameness(vectors[a], vectors[b], torch.from_numpy(facts))
        gold = torch.tensor([float(owned[a][0] == owned[b][0]) for a, b in pairs])
        return {"same": binary(logits, gold)}

    def entities(self) -> dict[str, Tensor]:
        """Which entities are the paper's own, how they relate, and what was measured."""
        example = self.example
        named = [number for number, groups in enumerate(example.groups) if groups]
        places = [
            tuple(sorted(place for found in example.groups[n].values() for place in found))
            for n in named
        ]
        forms = [list(example.groups[n]) for n in named]
        places += [group.places for group in self.wrong]
        forms += [[group.form] for group in self.wrong]
        types = [example.types[n] for n in named] + self.wrong_types
        vectors = self.heads.pool(self.x, places)
        facts = questions.typed(self._facts(places, forms), types)
        new = self.heads.novelty(self.x, vectors, torch.from_numpy(facts))
        gold = [float(example.new[n]) for n in named] + [0.0] * len(self.wrong)
        result = {"new": binary(new, torch.tensor(gold))}
        novelty = new.detach().sigmoid()
        row_of = {entity: row for row, entity in enumerate(named)}
        pairs = questions.links(example.document, places, types)
        if len(pairs.ends):
            logits = self.heads.relations(self.x, vectors, torch.from_numpy(facts), novelty, pairs)
            result |= self._relations(logits, pairs, types, row_of)
        values = [value.place for value in example.values] + self.wrong_values
        if values:
            figures = self.heads.figures(self.x, values)
            kept = self.heads.kept(figures)
            true = torch.zeros(len(values))
            true[: len(example.values)] = 1.0
            result["result"] = binary(kept[:, 0], true)
            known = questions.Entities(places, types, facts, novelty.numpy())
            asked = questions.roles(example.document, values, known)
            if len(asked.ends) and example.values:
                logits = self.heads.roles(self.x, figures, vectors, asked)
                result["result"] = result["result"] + self._roles(
                    kept, logits, asked, types, row_of
                )
        return result

    def _relations(
        self, logits: Tensor, pairs: questions.Pairs, types: list[int], row_of: dict[int, int]
    ) -> dict[str, Tensor]:
        pair_of = {(a, b): row for row, (a, b) in enumerate(pairs.ends.tolist())}
        gold = torch.zeros(len(logits), len(LABELS))
        outcomes: dict[int, int] = {}
        for head, label, tail, outcome in self.example.relations:
            ends = row_of.get(head), row_of.get(tail)
            if ends not in pair_of:
                continue
            gold[pair_of[ends], label] = 1.0
            if label == _COMPARED:
                # A comparison holds both ways, its outcome turned round.
                back = pair_of[ends[::-1]]
                gold[back, label] = 1.0
                outcomes |= {pair_of[ends]: outcome, back: MIRRORED[outcome]}
        kinds = np.array(types)[pairs.ends]
        lawful = torch.from_numpy(ALLOWED[kinds[:, 0], kinds[:, 1]]).float()
        each = binary(logits[:, : len(LABELS)], gold, reduction="none") * lawful
        result = {"relation": each.sum() / max(4, len(row_of))}
        if outcomes:
            told = logits[list(outcomes), len(LABELS) :]
            result["outcome"] = cross_entropy(told, torch.tensor(list(outcomes.values())))
        return result

    def _roles(
        self,
        kept: Tensor,
        logits: Tensor,
        asked: questions.Pairs,
        types: list[int],
        row_of: dict[int, int],
    ) -> Tensor:
        """For each figure and role, the choice among the entities that fit, and nothing."""
        total = logits.new_zeros(())
        for number, value in enumerate(self.example.values):
            rows = np.flatnonzero(asked.ends[:, 0] == number)
            entities = asked.ends[rows, 1]
            for role, fills in enumerate(FILLS):
                fits = fills[np.array(types)[entities]]
                choices = torch.cat([kept[number, 1 + role].reshape(1), logits[rows[fits], role]])
                gold = np.flatnonzero(entities[fits] == row_of.get(value.roles[role], -1))
                answer = 1 + int(gold[0]) if len(gold) else 0
                total = total + (choices.logsumexp(0) - choices[answer])
        return total / len(self.example.values)
