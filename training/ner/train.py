"""Trains the entity tagger of the extractor ``fast``.

usage: python -m training.ner.train --corpus DIR --output DIR [--without-fifth]

DIR holds ``train.texts.jsonl``, ``train.gold.jsonl`` and the same for ``dev``; the weights that do
best on dev are written to the output folder. ``--without-fifth`` leaves out every fifth paper: the
linear steps learn from what the tagger says of papers that it has not seen.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

import extractors.ner
import extractors.tokenizer  # noqa: F401  (both register what the config names)
from kg.records import Annotation
from training.command import execute
from training.corpus import read_annotated

CONFIG = Path(__file__).with_name("config.cfg")


@spacy.registry.readers("paperkg.AnnotatedCorpus.v1")
def annotated_corpus(
    folder: str, name: str, without_fifth: bool = False
) -> Callable[[Language], Iterator[Example]]:
    """A spaCy corpus whose entities are the mentions of an annotated one."""
    pairs = read_annotated(Path(folder), name)
    if without_fifth:
        del pairs[::5]

    def read(nlp: Language) -> Iterator[Example]:
        for paper, annotation in pairs:
            doc = nlp.make_doc(paper.text)
            yield Example(doc, with_entities(doc.copy(), annotation))

    return read


def with_entities(doc: Doc, annotation: Annotation) -> Doc:
    """``doc`` with the mentions that are whole tokens as its entities."""
    spans = [
        doc.char_span(*mention, label=entity.type)
        for entity in annotation.entities
        for mention in entity.mentions
    ]
    doc.set_ents([span for span in spans if span is not None])
    return doc


@click.command(help=__doc__)
@click.option("--corpus", required=True, type=click.Path(exists=True, file_okay=False))
@click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--without-fifth", is_flag=True)
def main(corpus: str, output: Path, without_fifth: bool) -> None:
    overrides = {"paths.corpus": corpus, "corpora.train.without_fifth": without_fifth}
    config = load_config(CONFIG, overrides=overrides, interpolate=False)
    best, _ = train(init_nlp(config), stdout=sys.stdout, stderr=sys.stderr)
    best.get_pipe("entity_tagger").to_disk(output, exclude=["vocab"])


if __name__ == "__main__":
    execute(main)
