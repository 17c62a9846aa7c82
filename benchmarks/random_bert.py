#!/usr/bin/env python3
"""Write an encoder of the size of BERT-base at random weights, in the files of ours.

usage: benchmarks/random_bert.py FOLDER [--float]

It needs the extra `training`. With --float its layers stay in float32. BERT-base: Devlin et al.,
"BERT: Pre-training of deep bidirectional transformers for language understanding", NAACL 2019.
"""

import argparse
from pathlib import Path

import torch

from extractors.joint.text import SHAPES
from training.joint.encoder import Encoder, EncoderConfig
from training.joint.export import write_embeddings
from training.joint.onnx_graph import write_encoder

BERT_BASE = EncoderConfig(
    vocabulary=30_522, hidden=768, heads=12, inner=3_072, layers=12, shapes=SHAPES, epsilon=1e-12
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(0)
    encoder = Encoder(BERT_BASE, dropout=0.0)
    write_encoder(encoder, args.folder / "encoder.onnx", quantized=not args.float)
    write_embeddings(encoder, args.folder / "embeddings.npz")


if __name__ == "__main__":
    main()
