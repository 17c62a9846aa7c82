"""Train the model on a corpus: python -m training.joint.train --config FILE --run FOLDER."""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from extractors.joint.encoder import WINDOW
from extractors.joint.text import SHAPES, SHAPES_A_PIECE, Document
from training.command import execute
from training.corpus import read_annotated
from training.joint import checkpoint
from training.joint.config import Config
from training.joint.data import Example, count_names, example, tokenizer_of
from training.joint.encoder import from_mpnet
from training.joint.losses import WEIGHTS, losses
from training.joint.model import Joint

_START, _PAD, _STOP = 0, 1, 2
_LOG_EVERY = 10
_SAVE_SECONDS = 480
_SORTED_BATCHES = 16


def encode(joint: Joint, documents: list[Document]) -> list[Tensor]:
    """Word vectors [W, hidden] of texts that fit the encoder's window."""
    length = max(len(document.ids) for document in documents) + 2
    ids = torch.full((len(documents), length), _PAD)
    shapes = torch.zeros(len(documents), length, SHAPES_A_PIECE, dtype=torch.long)
    mask = torch.zeros(len(documents), length)
    for row, document in enumerate(documents):
        end = len(document.ids) + 1
        ids[row, 0], ids[row, end] = _START, _STOP
        ids[row, 1:end] = torch.from_numpy(document.ids)
        shapes[row, 1:end] = torch.from_numpy(document.shapes)
        mask[row, : end + 1] = 1
    with torch.autocast("cpu", torch.bfloat16):
        vectors = joint.encoder(ids, shapes, mask)
    return [
        vectors[row, torch.from_numpy(document.first) + 1].float()
        for row, document in enumerate(documents)
    ]


def parameter_groups(joint: Joint, config: Config) -> list[dict[str, Any]]:
    """What is trained, by rate: lower layers slower, new parts (heads, shapes) at their own."""
    by_rate: dict[float, list[nn.Parameter]] = defaultdict(list)
    for name, parameter in joint.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = config.heads_rate
        if name.startswith("encoder.") and name != "encoder.shapes.weight":
            layer = int(name.split(".")[2]) if ".layers." in name else -1
            rate = config.encoder_rate * config.layer_decay ** (config.layers - 1 - layer)
        by_rate[rate].append(parameter)
    return [{"params": found, "lr": rate, "rate": rate} for rate, found in by_rate.items()]


def batches(examples: list[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Random batches of similar length, without end."""
    while True:
        order = examples[:]
        chance.shuffle(order)
        for start in range(0, len(order), size * _SORTED_BATCHES):
            near = sorted(
                order[start : start + size * _SORTED_BATCHES], key=lambda e: len(e.document.ids)
            )
            parts = [near[i : i + size] for i in range(0, len(near), size)]
            chance.shuffle(parts)
            yield from parts


class Trainer:
    """A training run in the folder ``run``: broken off, it goes on from its last checkpoint."""

    def __init__(self, config: Config, run: Path) -> None:
        torch.manual_seed(config.seed)
        torch.set_num_threads(1)
        self.config, self.run_folder = config, run
        run.mkdir(parents=True, exist_ok=True)
        config.write(run / "config.json")
        papers = read_annotated(Path(config.corpus), "train")
        tokenizer = tokenizer_of(Path(config.encoder))
        self.known = count_names(papers, tokenizer)
        self.known.save(run / "known-names.json.gz")
        read = (example(paper, tokenizer, self.known) for paper in papers)
        self.examples = [item for item in read if len(item.document.ids) <= WINDOW]
        encoder = from_mpnet(Path(config.encoder), config.layers, SHAPES, config.dropout)
        # Rare words must not drift away from those that training never sees; and a bias that
        # needs no gradient keeps the fast attention.
        for frozen in (encoder.words, encoder.places, encoder.relative):
            frozen.weight.requires_grad_(False)
        self.joint = Joint(encoder, config.heads_dropout)
        groups = parameter_groups(self.joint, config)
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.step, self.seconds = 0, 0.0
        if checkpoint.exists(run):
            self._resume()
        elif config.start is not None:
            self.joint.load_state_dict(checkpoint.read(Path(config.start))["model"])

    @property
    def progress(self) -> float:
        """The share of the run that is done, by epochs or by time, whichever is more."""
        epochs = self.step * self.config.batch / len(self.examples)
        return max(epochs / self.config.epochs, self.seconds / 60 / self.config.minutes)

    def run(self) -> None:
        """Train to the planned end, where the rates are nothing."""
        config = self.config
        source = batches(self.examples, config.batch, random.Random(config.seed + self.step))
        seen: dict[str, list[float]] = defaultdict(list)
        started = time.monotonic() - self.seconds
        saved = self.seconds
        self.joint.train()
        with ThreadPoolExecutor(config.workers) as pool:
            while self.progress < 1:
                self._set_rates()
                batch = next(source)
                # A worker that other work on the machine holds up holds up no other.
                parts = [batch[i : i + config.part] for i in range(0, len(batch), config.part)]
                for found in pool.map(self._learn, parts, repeat(len(batch))):
                    for name, values in found.items():
                        seen[name] += values
                nn.utils.clip_grad_norm_(self.joint.parameters(), 1.0)
                self.optimizer.step()
                self.optimizer.zero_grad()
                self.step += 1
                self.seconds = time.monotonic() - started
                if self.step % _LOG_EVERY == 0:
                    means = (f"{name} {sum(v) / len(v):.3f}" for name, v in seen.items())
                    print(f"{self.step} {self.progress:.3f}", *means, flush=True)
                    seen.clear()
                if self.seconds - saved > _SAVE_SECONDS:
                    self._save()
                    saved = self.seconds
        self._save()

    def _set_rates(self) -> None:
        done, warmup = self.progress, self.config.warmup
        scale = min((done + 1e-3) / warmup, (1 - done) / (1 - warmup), 1.0)
        for group in self.optimizer.param_groups:
            group["lr"] = group["rate"] * scale

    def _learn(self, examples: list[Example], batch: int) -> dict[str, list[float]]:
        """Add the gradients of some examples of a batch; their losses by head."""
        seen: dict[str, list[float]] = defaultdict(list)
        total = torch.zeros(())
        with_candidates = self.progress > self.config.candidates_from
        vectors = encode(self.joint, [item.document for item in examples])
        for x, item in zip(vectors, examples, strict=True):
            found = losses(self.joint.heads, x, item, self.known, with_candidates)
            for name, loss in found.items():
                total = total + WEIGHTS[name] * loss / batch
                seen[name].append(loss.item())
        total.backward()
        return seen

    def _save(self) -> None:
        state = {
            "model": self.joint.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
        }
        checkpoint.write(self.run_folder, state)

    def _resume(self) -> None:
        state = checkpoint.read(self.run_folder)
        self.joint.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--corpus", help="folder of the corpus, other than the configuration's")
    args = parser.parse_args()
    config = Config.read(args.config)
    if args.corpus:
        config = replace(config, corpus=args.corpus)
    Trainer(config, args.run).run()


if __name__ == "__main__":
    execute(main)
