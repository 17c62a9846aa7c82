#!/usr/bin/env python3
"""Quality, speed, memory and size of all extractors, in one table of one run.

usage: benchmarks/tiers.py TEXTS GOLD [--papers N] [--extractors rules fast accurate]

Each extractor runs in a process of its own, on one core. Speed is that of the model alone, in
abstracts a second of processor time, after it has been loaded and has read a few papers. Figures of
quality are F1, as `kg score` prints them. Size is that of the weights.
"""

import argparse
import multiprocessing
import resource
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

import extractors
from kg.annotations import read_annotations, to_corpus
from kg.plugins import extractor
from kg.readers import ReadReport, read_papers
from kg.records import Paper
from kg.scoring import read_texts, score

LEVELS = ("entity", "contribution", "relation", "result")
ROOT = Path(extractors.__file__).parent
WEIGHTS = {
    "accurate": [ROOT / "joint" / "weights"],
    "fast": [ROOT / "data"],
    "rules": list((ROOT / "data").glob("*.json*")),
}


def megabytes(name: str) -> float:
    """Size of the weights of an extractor of ours."""
    files = (f for path in WEIGHTS.get(name, []) for f in (path, *path.rglob("*")) if f.is_file())
    return sum(file.stat().st_size for file in files) / 1e6


def measure(name: str, texts: Path, gold: Path, most: int) -> list[str]:
    """One row of the table."""
    read = read_papers([texts], ReadReport())
    papers = [item for item in read if isinstance(item, Paper)][:most]
    start = time.perf_counter()
    extract = extractor(name)
    list(extract(papers[:1]))
    load = time.perf_counter() - start
    list(extract(papers[:8]))
    start = time.process_time()
    predicted = [to_corpus(annotation) for annotation in extract(papers)]
    speed = len(papers) / (time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    known = {paper.id for paper in papers}
    right = [item for item in read_annotations(gold) if item["id"] in known]
    levels = score(read_texts(texts), right, predicted).levels
    figures = [f"{levels[level].f1:.3f}" for level in LEVELS]
    sizes = [f"{speed:.1f}", f"{load:.1f}", f"{peak:,.0f}", f"{megabytes(name):.1f}"]
    return [f"`{name}`", *figures, *sizes]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--papers", type=int, default=10**9)
    parser.add_argument("--extractors", nargs="+", default=["accurate", "fast", "rules"])
    args = parser.parse_args()
    columns = ["extractor", *LEVELS, "abstracts/s", "load s", "peak MB", "weights MB"]
    print(f"| {' | '.join(columns)} |\n|---|{'--:|' * (len(columns) - 1)}")
    context = multiprocessing.get_context("spawn")
    for name in args.extractors:
        with context.Pool(1, threadpool_limits, (1,)) as pool:
            row = pool.apply(measure, (name, args.texts, args.gold, args.papers))
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
