"""Prints how well an extractor does on an annotated corpus.

usage: python -m training.evaluate EXTRACTOR TEXTS GOLD
"""

from pathlib import Path

import click

from kg.annotations import read_annotations, to_corpus
from kg.plugins import extractor
from kg.scoring import read_texts, score, table
from training.command import execute
from training.corpus import read_papers


@click.command(help=__doc__)
@click.argument("name")
@click.argument("texts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(name: str, texts: Path, gold: Path) -> None:
    predicted = map(to_corpus, extractor(name)(read_papers(texts)))
    click.echo(table(score(read_texts(texts), read_annotations(gold), predicted)))


if __name__ == "__main__":
    execute(main)
