"""The model in PyTorch: one encoder, and heads for tags, names, contributions, relations, results.

The heads work on one text at a time: word vectors ``x`` [W, hidden] come in, and every question
about names and pairs is asked of vectors pooled from them. Pooling over mentions and the pair's
own look at the text follow ATLOP (Zhou et al., "Document-level relation extraction with adaptive
thresholding and localized context pooling", AAAI 2021); the look is a small attention of its own
here, because the encoder's is computed too fast to be seen.
"""

import torch
from torch import Tensor, nn

from extractors.joint import features, questions, tags
from extractors.joint.candidates import Place, Places
from extractors.joint.schema import LABELS, OUTCOMES, ROLES, TYPES
from training.joint.encoder import Encoder

_SIZE = 256
_INNER = 128
_LOOKS = 4


class Heads(nn.Module):
    """Everything after the encoder; the methods' names are those of the heads at run time."""

    def __init__(self, hidden: int, dropout: float) -> None:
        super().__init__()

        def mlp(inputs: int, inner: int, outputs: int) -> nn.Sequential:
            return nn.Sequential(
                nn.Linear(inputs, inner), nn.GELU(), nn.Dropout(dropout), nn.Linear(inner, outputs)
            )

        self.tag = nn.Linear(hidden, tags.TAGS)
        self.mention = nn.Linear(2 * hidden, _SIZE)
        self.whole = nn.Linear(hidden, _SIZE)
        self.kind = mlp(2 * _SIZE + features.NAME, _SIZE, 1 + len(TYPES))
        self.same = mlp(3 * _SIZE + features.SAME, _INNER, 1)
        self.new = mlp(2 * _SIZE + questions.TYPED, _INNER, 1)
        self.query = nn.Linear(2 * _SIZE, _SIZE)
        self.key = nn.Linear(hidden, _SIZE)
        self.value = nn.Linear(hidden, _SIZE)
        self.place = nn.Parameter(torch.zeros(4, _LOOKS))
        self.head_end = nn.Linear(_SIZE + questions.TYPED, _SIZE)
        self.tail_end = nn.Linear(_SIZE + questions.TYPED, _SIZE)
        self.relation = mlp(5 * _SIZE + questions.LINK + 2, _SIZE, len(LABELS) + len(OUTCOMES))
        self.figure = nn.Linear(2 * hidden, _SIZE)
        self.keep = mlp(_SIZE, _INNER, 1 + len(ROLES))
        self.role = mlp(4 * _SIZE + questions.ROLE, _SIZE, len(ROLES))
        # Relations are rare: start from saying no.
        nn.init.constant_(self.relation[-1].bias[: len(LABELS)], -3.0)

    def tags(self, x: Tensor) -> Tensor:
        """Logits [W, tags]."""
        logits: Tensor = self.tag(x)
        return logits

    def pool(self, x: Tensor, places: list[Places]) -> Tensor:
        """A vector [E, size] for each list of mentions: a smooth maximum over them."""
        flat = torch.tensor([place for group in places for place in group])
        mentions = self.mention(torch.cat([x[flat[:, 0]], x[flat[:, 1]]], dim=-1))
        parts = mentions.split([len(group) for group in places])
        sizes = torch.tensor([float(len(part)) for part in parts])
        return torch.stack([part.logsumexp(0) for part in parts]) - sizes.log()[:, None]

    def types(self, x: Tensor, vectors: Tensor, facts: Tensor) -> Tensor:
        """Logits [E, 1 + types] of being no name and of each type."""
        logits: Tensor = self.kind(self._with_whole(x, vectors, facts))
        return logits

    def sameness(self, a: Tensor, b: Tensor, facts: Tensor) -> Tensor:
        """Logits [P] of two names being one entity's."""
        logits: Tensor = self.same(torch.cat([a + b, (a - b).abs(), a * b, facts], dim=-1))
        return logits[:, 0]

    def novelty(self, x: Tensor, vectors: Tensor, facts: Tensor) -> Tensor:
        """Logits [E] of being the paper's contribution."""
        logits: Tensor = self.new(self._with_whole(x, vectors, facts))
        return logits[:, 0]

    def relations(
        self, x: Tensor, vectors: Tensor, facts: Tensor, novelty: Tensor, pairs: questions.Pairs
    ) -> Tensor:
        """Logits [P, labels + outcomes] of pairs of entities."""
        index = torch.from_numpy(pairs.ends)
        a, b = index.T
        entities = torch.cat([vectors, facts], dim=-1)
        head, tail = torch.tanh(self.head_end(entities))[a], torch.tanh(self.tail_end(entities))[b]
        seen = self._look(x, torch.cat([vectors[a], vectors[b]], dim=-1), pairs)
        pair_facts = torch.cat([torch.from_numpy(pairs.facts), novelty[index]], dim=-1)
        inputs = [head, tail, head * tail, seen, self._between(x, pairs), pair_facts]
        logits: Tensor = self.relation(torch.cat(inputs, dim=-1))
        return logits

    def figures(self, x: Tensor, places: list[Place]) -> Tensor:
        """Vectors [V, size] of figures."""
        first, last = torch.tensor(places).T
        return torch.tanh(self.figure(torch.cat([x[first], x[last]], dim=-1)))

    def kept(self, figures: Tensor) -> Tensor:
        """Logits [V, 1 + roles] of being a result, and of nothing playing each role."""
        logits: Tensor = self.keep(figures)
        return logits

    def roles(self, x: Tensor, figures: Tensor, vectors: Tensor, pairs: questions.Pairs) -> Tensor:
        """Logits [P, roles] of pairs of a figure and an entity."""
        index = torch.from_numpy(pairs.ends)
        a, b = figures[index[:, 0]], torch.tanh(vectors[index[:, 1]])
        facts = torch.from_numpy(pairs.facts)
        logits: Tensor = self.role(torch.cat([a, b, a * b, self._between(x, pairs), facts], dim=-1))
        return logits

    def _with_whole(self, x: Tensor, vectors: Tensor, facts: Tensor) -> Tensor:
        whole = torch.tanh(self.whole(x.mean(0))).expand(len(vectors), -1)
        return torch.cat([vectors, whole, facts], dim=-1)

    def _look(self, x: Tensor, ends: Tensor, pairs: questions.Pairs) -> Tensor:
        """What pairs see of the text: attention over its words, in several looks."""
        size = _SIZE // _LOOKS
        query = self.query(ends).view(len(ends), _LOOKS, size)
        key, value = (layer(x).view(len(x), _LOOKS, size) for layer in (self.key, self.value))
        scores = torch.einsum("phs,whs->phw", query, key) / size**0.5
        scores = scores + self.place[torch.from_numpy(pairs.near)].permute(0, 2, 1)
        return torch.einsum("phw,whs->phs", scores.softmax(-1), value).reshape(len(ends), _SIZE)

    def _between(self, x: Tensor, pairs: questions.Pairs) -> Tensor:
        """Means over the words around the nearest mentions of pairs."""
        start, end = torch.from_numpy(pairs.ranges).T
        sums = torch.cat([x.new_zeros(1, _SIZE), self.value(x).cumsum(0)])
        return (sums[end] - sums[start]) / (end - start).clamp(min=1)[:, None]


class Joint(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = Heads(encoder.config.hidden, dropout)
