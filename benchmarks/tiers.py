#!/usr/bin/env python3
"""Quality, speed, memory and size of all extractors, and of BERT-base beside them, in one run.

usage: benchmarks/tiers.py TEXTS GOLD [--papers N] [--rows accurate fast rules ...]

The first table has a row for each extractor, for the encoder of `accurate` by itself, and for
encoders of the size of BERT-base at random weights, which have a speed and a size but no quality.
These need the extra `training`; they are written and run in the way of the encoder of `accurate`
(ONNX Runtime, one text at a time, the same word pieces). The second table has F1 by type.

Each row is measured in a process of its own, on one thread. Seconds are those of the processor:
those to load, with one paper, and then the model alone, after it has read a few. Figures of quality
are F1, as `kg score` prints them. Size is that of the weights.
"""

import argparse
import multiprocessing
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

import extractors
from extractors.joint import text, weights
from extractors.joint.encoder import Encoder
from extractors.joint.gazetteer import KnownNames
from kg.annotations import read_annotations, to_corpus
from kg.plugins import extractor
from kg.readers import ReadReport, read_papers
from kg.records import Paper
from kg.scoring import Scores, read_texts, score

LEVELS = ("entity", "contribution", "relation", "result")
FOLDER = Path(extractors.__file__).parent
EXTRACTORS = {
    "accurate": [*weights.FOLDER.iterdir()],
    "fast": [*(FOLDER / "data").rglob("*")],
    "rules": [*(FOLDER / "data").glob("*.json*")],
}
"""The files of the weights of each."""

BERT = {"BERT-base, int8": [], "BERT-base, float32": ["--float"]}
"""The arguments of `random_bert.py` for each."""

ALONE = "encoder of `accurate`"
ROWS = (*EXTRACTORS, ALONE, *BERT)


class Cost(NamedTuple):
    """Abstracts a second, seconds to load, and the peak memory in MB."""

    speed: float
    load: float
    peak: float


def timed(load: Callable[[], Callable[[list[Any]], list[Any]]], texts: list[Any]) -> Any:
    """What the model that ``load`` makes says of ``texts``, and its :class:`Cost`."""
    start = time.process_time()
    model = load()
    model(texts[:1])
    loaded = time.process_time() - start
    model(texts[:8])
    start = time.process_time()
    found = model(texts)
    speed = len(texts) / (time.process_time() - start)
    return found, Cost(speed, loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def papers_of(texts: Path, most: int) -> list[Paper]:
    found = read_papers([texts], ReadReport())
    return [item for item in found if isinstance(item, Paper)][:most]


def run_extractor(name: str, texts: Path, gold: Path, most: int) -> tuple[Cost, Scores]:
    papers = papers_of(texts, most)

    def load() -> Callable[[list[Paper]], list[Any]]:
        extract = extractor(name)
        return lambda some: list(extract(some))

    found, cost = timed(load, papers)
    known = {paper.id for paper in papers}
    right = [item for item in read_annotations(gold) if item["id"] in known]
    return cost, score(read_texts(texts), right, map(to_corpus, found))


def run_encoder(folder: Path, texts: Path, most: int) -> Cost:
    tokenizer = Tokenizer.from_file(str(weights.FOLDER / "tokenizer.json"))
    known = KnownNames.load(weights.FOLDER / "known-names.json.gz")
    with np.load(folder / "embeddings.npz") as tables:
        last = len(tables["words"]) - 1
    documents = [text.read(paper.text, tokenizer, known) for paper in papers_of(texts, most)]
    # BERT has five word pieces fewer than the tokenizer.
    documents = [replace(found, ids=np.minimum(found.ids, last)) for found in documents]

    def load() -> Callable[[list[Any]], list[Any]]:
        encode = Encoder(folder)
        # Vectors of all texts at once would be no memory of the encoder.
        return lambda some: [len(encode(document)) for document in some]

    cost: Cost = timed(load, documents)[1]
    return cost


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """What ``function`` returns when it is called in a new process on one thread."""
    with multiprocessing.get_context("spawn").Pool(1, _prepare) as pool:
        return pool.apply(function, arguments)


def _prepare() -> None:
    threadpool_limits(1)
    # spaCy loads PyTorch where it finds it; who uses extractors need not have it.
    sys.modules["torch"] = None  # type: ignore[assignment]


def encoder_row(name: str, texts: Path, most: int) -> list[str]:
    with tempfile.TemporaryDirectory() as made:
        folder = weights.FOLDER
        if name in BERT:
            folder = Path(made)
            script = Path(__file__).with_name("random_bert.py")
            subprocess.run([sys.executable, script, folder, *BERT[name]], check=True)
        files = [folder / "encoder.onnx", folder / "embeddings.npz"]
        return [name, *[""] * len(LEVELS), *costs(apart(run_encoder, folder, texts, most), files)]


def costs(cost: Cost, files: list[Path]) -> list[str]:
    size = sum(file.stat().st_size for file in files if file.is_file()) / 1e6
    return [f"{cost.speed:.1f}", f"{cost.load:.1f}", f"{cost.peak:,.0f}", f"{size:.1f}"]


def print_row(cells: list[str]) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


def print_head(columns: list[str]) -> None:
    print_row(columns)
    print(f"|---|{'--:|' * (len(columns) - 1)}")


def print_by_type(scores: dict[str, Scores]) -> None:
    """F1 by level, by type of entity and by relation, a column an extractor."""
    print_head(["", "annotated", *(f"`{name}`" for name in scores)])
    by_name = [{**found.levels, **found.types} for found in scores.values()]
    for kind, counts in by_name[0].items():
        cells = (f"{found[kind].f1:.3f}" if kind in found else "" for found in by_name)
        print_row([kind, str(counts.gold), *cells])


def surroundings(papers: int, texts: Path) -> str:
    """What was run, and where."""
    versions = (f"{name} {version(name)}" for name in ("paperkg", "onnxruntime", "numpy", "spacy"))
    model = next(
        line.split(":")[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    return (
        f"{papers} abstracts of {texts.name}; {', '.join(versions)}, Python "
        f"{platform.python_version()}; one thread of an {model}, load {os.getloadavg()[0]:.1f}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--papers", type=int, default=10**9)
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=ROWS)
    args = parser.parse_args()
    print(surroundings(len(papers_of(args.texts, args.papers)), args.texts), end="\n\n")
    print_head(["", *LEVELS, "abstracts/s", "load s", "peak MB", "weights MB"])
    scores = {}
    for name in args.rows:
        if name not in EXTRACTORS:
            print_row(encoder_row(name, args.texts, args.papers))
            continue
        cost, found = apart(run_extractor, name, args.texts, args.gold, args.papers)
        scores[name] = found
        figures = [f"{found.levels[level].f1:.3f}" for level in LEVELS]
        print_row([f"`{name}`", *figures, *costs(cost, EXTRACTORS[name])])
    print()
    print_by_type(scores)


if __name__ == "__main__":
    main()
