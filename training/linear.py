"""Learns the weights of the linear steps: entities, contributions and relations.

usage: python -m training.linear --corpus DIR --output DIR [--taggers EVEN ODD]

The taggers are those that were trained without the even and without the odd papers.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from spacy.tokens import Doc

import extractors.pipeline  # noqa: F401  (registers the steps)
from extractors import candidates, contributions, relations
from extractors.entities import NONE, Entities
from extractors.linear import LinearModel
from extractors.reading import Reading
from extractors.tokenizer import blank
from kg.annotations import to_corpus
from kg.records import Annotation, Paper
from kg.scoring import match_entities
from training.corpus import read_annotated
from training.gazetteer import without_paper
from training.logistic import Example, fit

Prepared = list[tuple[Doc, Annotation]]


def prepare(pairs: list[tuple[Paper, Annotation]], taggers: tuple[Path, ...]) -> Prepared:
    """Papers as the step "entities" gets them, from sources that have not seen them."""
    nlp = blank()
    finders = [nlp.create_pipe(name) for name in ("abbreviations", "names", "phrases")]
    docs = [nlp.make_doc(paper.text) for paper, _ in pairs]
    annotations = [annotation for _, annotation in pairs]
    for doc in docs:
        for finder in finders:
            finder(doc)
    without_paper(nlp, docs, annotations)
    for part, folder in enumerate(taggers):
        tagger = nlp.create_pipe("entity_tagger")
        tagger.from_disk(folder)
        for _ in tagger.pipe(docs[part::2]):
            pass
    return list(zip(docs, annotations, strict=True))


def entity_examples(prepared: Prepared) -> Iterator[Example]:
    for doc, annotation in prepared:
        types = {s: e.type.value for e in annotation.entities for s in e.surfaces}
        for text, found in candidates.features(doc):
            yield found, types.get(text, NONE)


def later_examples(prepared: Prepared) -> tuple[list[Example], dict[str, list[Example]]]:
    """Examples for contributions and for relations, with the entities that were found."""
    new: list[Example] = []
    related: dict[str, list[Example]] = defaultdict(list)
    for doc, annotation in prepared:
        gold = to_corpus(annotation)
        found = to_corpus(Annotation(paper="", entities=doc._.entities))
        same = match_entities(gold["entities"], found["entities"], typed=True)
        fresh = {e.id for e in annotation.entities if e.new}
        doc._.reading = Reading(doc, {e.id: e.mentions for e in doc._.entities})
        for e in doc._.entities:
            label = contributions.NEW if same.get(e.id) in fresh else "old"
            new.append((list(contributions.features(doc._.reading, e)), label))
    model = LinearModel(**fit(new, 0.1))
    mark = contributions.Contributions(model)
    for doc, annotation in prepared:
        gold = to_corpus(annotation)
        found = to_corpus(Annotation(paper="", entities=doc._.entities))
        same = match_entities(gold["entities"], found["entities"], typed=True)
        mark(doc)
        labels = {(r.head, r.tail): r.label.value for r in annotation.relations}
        for head, tail, key, names in relations.candidates(doc):
            ends = same.get(head.id, ""), same.get(tail.id, "")
            related[key].append((list(names), labels.get(ends, relations.NONE)))
    return new, related


def write(path: Path, models: dict[str, Any]) -> None:
    path.write_text(json.dumps(models, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


@click.command(help=__doc__)
@click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--taggers", nargs=2, type=click.Path(exists=True, path_type=Path))
def main(corpus: Path, output: Path, taggers: tuple[Path, ...] | None) -> None:
    prepared = prepare(read_annotated(corpus, "train"), taggers or ())
    name = "fast" if taggers else "rules"
    path = output / "entities.json"
    models = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    models[name] = fit(list(entity_examples(prepared)), 0.1)
    write(path, models)
    judge = Entities(LinearModel(**models[name]))
    for doc, _ in prepared:
        judge(doc)
    new, related = later_examples(prepared)
    write(output / "contributions.json", {contributions.NEW: fit(new, 0.1)})
    write(output / "relations.json", {key: fit(e, 0.05) for key, e in sorted(related.items())})


if __name__ == "__main__":
    main()
