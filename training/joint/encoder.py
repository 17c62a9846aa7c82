"""An encoder like MPNet's, with learned vectors for the shapes of words at its input.

Written out here rather than taken from a library, so that layers can be cut, shapes be added and
the graph be exported without code made for other purposes. MPNet: Song et al., "MPNet: masked and
permuted pre-training for language understanding", NeurIPS 2020.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

POSITIONS = 512
_FIRST_POSITION = 2
_BUCKETS, _FARTHEST = 32, 128
_NEVER = -1e4


@dataclass(frozen=True)
class EncoderConfig:
    """Sizes of an encoder."""

    vocabulary: int
    hidden: int
    heads: int
    inner: int
    layers: int
    shapes: int
    epsilon: float = 1e-5


def distance_buckets(length: int) -> Tensor:
    """The bucket of every (query, key) distance [length, length], as T5 and MPNet define it."""
    place = torch.arange(length)
    distance = place[None, :] - place[:, None]
    half = _BUCKETS // 2
    after = (distance > 0).long() * half
    distance = distance.abs()
    exact = half // 2
    scaled = torch.log(distance.clamp(min=1).float() / exact) / math.log(_FARTHEST / exact)
    far = (exact + (scaled * (half - exact)).long()).clamp(max=half - 1)
    return after + torch.where(distance < exact, distance, far)


class Layer(nn.Module):
    """One transformer layer, normalised after each step: [batch, length, hidden] to the same."""

    def __init__(self, config: EncoderConfig, dropout: float) -> None:
        super().__init__()
        self.heads = config.heads
        self.qkv = nn.Linear(config.hidden, 3 * config.hidden)
        self.out = nn.Linear(config.hidden, config.hidden)
        self.norm_attention = nn.LayerNorm(config.hidden, eps=config.epsilon)
        self.up = nn.Linear(config.hidden, config.inner)
        self.down = nn.Linear(config.inner, config.hidden)
        self.norm_inner = nn.LayerNorm(config.hidden, eps=config.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        mixed = mixed.transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        y: Tensor = self.norm_inner(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Ids and mask [batch, length] and shapes [batch, length, n] to [batch, length, hidden]."""

    def __init__(self, config: EncoderConfig, dropout: float) -> None:
        super().__init__()
        self.config = config
        self.words = nn.Embedding(config.vocabulary, config.hidden)
        self.places = nn.Embedding(POSITIONS + _FIRST_POSITION, config.hidden)
        self.shapes = nn.Embedding(config.shapes, config.hidden)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(config.hidden, eps=config.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.relative = nn.Embedding(_BUCKETS, config.heads)
        self.register_buffer("buckets", distance_buckets(POSITIONS), persistent=False)
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config.layers))

    def distances(self) -> Tensor:
        """The bias of attention by distance, [heads, query, key]."""
        buckets: Tensor = self.get_buffer("buckets")
        bias: Tensor = self.relative(buckets).permute(2, 0, 1)
        return bias

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        length = ids.shape[1]
        places = torch.arange(length) + _FIRST_POSITION
        x = self.words(ids) + self.places(places)[None] + self.shapes(shapes).sum(-2)
        x = self.dropout(self.norm(x))
        bias = self.distances()[None, :, :length, :length] + (1 - mask[:, None, None, :]) * _NEVER
        for layer in self.layers:
            x = layer(x, bias)
        return x


def from_mpnet(folder: Path, layers: int, shapes: int, dropout: float) -> Encoder:
    """An encoder with the first ``layers`` layers of an MPNet checkpoint in ``folder``."""
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = {
        name.removeprefix("mpnet."): value.float()
        for name, value in load_file(folder / "model.safetensors").items()
    }
    config = EncoderConfig(
        vocabulary=settings["vocab_size"],
        hidden=settings["hidden_size"],
        heads=settings["num_attention_heads"],
        inner=settings["intermediate_size"],
        layers=layers,
        shapes=shapes,
        epsilon=settings["layer_norm_eps"],
    )
    encoder = Encoder(config, dropout)
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
        "relative.weight": weights["encoder.relative_attention_bias.weight"],
        "shapes.weight": encoder.shapes.weight.detach(),
    }
    for number in range(layers):
        state |= _layer(weights, f"encoder.layer.{number}.", f"layers.{number}.")
    encoder.load_state_dict(state)
    return encoder


def _layer(weights: dict[str, Tensor], theirs: str, ours: str) -> dict[str, Tensor]:
    names = {
        "out": "attention.attn.o",
        "norm_attention": "attention.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_inner": "output.LayerNorm",
    }
    state = {}
    for part in ("weight", "bias"):
        qkv = [weights[f"{theirs}attention.attn.{letter}.{part}"] for letter in "qkv"]
        state[f"{ours}qkv.{part}"] = torch.cat(qkv)
        for name, their_name in names.items():
            state[f"{ours}{name}.{part}"] = weights[f"{theirs}{their_name}.{part}"]
    return state
