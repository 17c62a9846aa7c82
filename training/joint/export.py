"""Make what is shipped of checkpoints: python -m training.joint.export --run RUN... --to FOLDER.

Layers go to int8 with a scale a column, word vectors to int8 with a scale a row, the rest to
float16. Thresholds and confidences are then set by ``training.joint.tune``.
"""

import argparse
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from extractors.joint import weights
from extractors.joint.findings import Thresholds
from extractors.joint.text import SHAPES
from training.command import execute
from training.joint import checkpoint
from training.joint.config import Config
from training.joint.data import tokenizer_of
from training.joint.encoder import POSITIONS, Encoder, from_mpnet
from training.joint.model import Joint
from training.joint.onnx_graph import write_encoder

_STRAIGHT = [[0.0, 0.0], [1.0, 1.0]]


def export(runs: Sequence[Path], to: Path, quantized: bool = True) -> None:
    """Write the mean of the weights in the checkpoints of ``runs`` to the folder ``to``, sealed.

    The mean of the ends of several cycles of one training does better than each (Izmailov et al.,
    "Averaging weights leads to wider optima and better generalization", 2018); known names,
    settings and tokenizer are those of the last run.
    """
    run = runs[-1]
    to.mkdir(parents=True, exist_ok=True)
    config = Config.read(run / "config.json")
    encoder = Path(config.encoder)
    joint = Joint(from_mpnet(encoder, config.layers, SHAPES, 0.0), 0.0)
    joint.load_state_dict(_mean([checkpoint.read(run) for run in runs]))
    write_encoder(joint.encoder, to / "encoder.onnx", quantized)
    write_embeddings(joint.encoder, to / "embeddings.npz")
    heads = {
        name: value.numpy().astype(np.float16) for name, value in joint.heads.state_dict().items()
    }
    np.savez(to / "heads.npz", **heads)  # type: ignore[arg-type]
    tokenizer_of(encoder).save(str(to / "tokenizer.json"), pretty=False)
    shutil.copy(run / "known-names.json.gz", to)
    write_settings(
        to, Thresholds.even(), dict.fromkeys(("entity", "relation", "result"), _STRAIGHT)
    )


def _mean(states: Sequence[dict[str, Any]]) -> dict[str, torch.Tensor]:
    models = [state["model"] for state in states]
    return {name: sum(model[name] for model in models) / len(models) for name in models[0]}


def write_settings(
    folder: Path, thresholds: Thresholds, calibration: dict[str, list[list[float]]]
) -> None:
    """Write thresholds and calibration beside the weights and seal them all."""
    settings = {"thresholds": asdict(thresholds), "calibration": calibration}
    text = json.dumps(settings, indent=1, sort_keys=True)
    (folder / "settings.json").write_text(text + "\n", encoding="utf-8")
    weights.seal(folder)


def write_embeddings(encoder: Encoder, path: Path) -> None:
    """Write what :class:`extractors.joint.encoder.Encoder` looks up: vectors and distances."""
    words = encoder.words.weight.detach().numpy()
    scale = np.abs(words).max(axis=1) / 127
    # An unused row of zeros keeps a scale that can divide.
    scale = np.maximum(scale, 1e-8)
    bias = encoder.distances().detach().numpy()
    distances = np.concatenate([bias[:, -1, :-1], bias[:, 0, :]], axis=1)
    np.savez(
        path,
        words=np.round(words / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        places=encoder.places.weight.detach().numpy()[-POSITIONS:].astype(np.float16),
        shapes=encoder.shapes.weight.detach().numpy().astype(np.float16),
        distances=distances.astype(np.float16),
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--run", type=Path, nargs="+", required=True, help="folders of the runs of a training"
    )
    parser.add_argument("--to", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--float", action="store_true", help="keep the layers in float32")
    args = parser.parse_args()
    export(args.run, args.to, not args.float)


if __name__ == "__main__":
    execute(main)
