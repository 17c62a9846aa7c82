"""Prints how well an extractor does on an annotated corpus, and how much of that may be chance.

usage: python -m training.evaluate EXTRACTOR TEXTS GOLD

After the figures come those between which F1 lies in 95 of 100 samples of as many papers, drawn
with replacement (the percentile bootstrap: Efron and Tibshirani 1993).
"""

from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np

from kg.annotations import read_annotations
from kg.scoring import Counts, Scores, read_texts, score, table
from training.command import execute
from training.corpus import predicted_by, read_papers

_SAMPLES = 2000
_SEED = 1


def chance(scores: Scores) -> Iterator[tuple[str, float, float]]:
    """Each level with the bounds of its F1 in 95% of samples of the papers."""
    random = np.random.default_rng(_SEED)
    papers = list(scores.papers.values())
    samples = random.integers(0, len(papers), (_SAMPLES, len(papers)))
    for level in scores.levels:
        counts = np.array([paper[level] for paper in papers])
        found = [Counts(*counts[sample].sum(axis=0)).f1 for sample in samples]
        low, high = np.percentile(found, [2.5, 97.5])
        yield level, float(low), float(high)


@click.command(help=__doc__)
@click.argument("name")
@click.argument("texts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(name: str, texts: Path, gold: Path) -> None:
    predicted = predicted_by(name, read_papers(texts))
    scores = score(read_texts(texts), read_annotations(gold), predicted)
    click.echo(table(scores))
    click.echo("\nF1 in 95% of samples of the papers:")
    for level, low, high in chance(scores):
        click.echo(f"{level:18}  {low:.3f} to {high:.3f}")


if __name__ == "__main__":
    execute(main)
