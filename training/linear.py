"""Learns the weights of the linear steps: entities, contributions, relations and results.

usage: python -m training.linear entities --corpus DIR --output DIR [--tagger DIR] [--silver NAME]
       python -m training.linear statements --corpus DIR --output DIR [--silver NAME]

The tagger is one that was trained without every fifth paper, and without the parts that --silver
names: from these the extractor with the tagger learns which entities to believe. Contributions,
relations and results are learned from all papers with the entities that the rules find.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
from spacy.tokens import Doc

from extractors import candidates, contributions, relations, results
from extractors.entities import NONE, make_entities
from extractors.figures import find_figures
from extractors.linear import LinearModel
from extractors.pipeline import FAST, RULES
from extractors.reading import Reading
from extractors.tokenizer import blank
from kg.annotations import to_corpus
from kg.records import Annotation
from kg.scoring import match_entities
from training.command import execute
from training.corpus import Pairs, read_annotated, read_silver, silver_option
from training.gazetteer import without_paper
from training.logistic import Examples, fit

TAGGER = "entity_tagger"

Prepared = list[tuple[Doc, Annotation]]


def prepare(pairs: Pairs, tagger: Path | None = None) -> Prepared:
    """Papers as the step "entities" gets them, from sources that have not seen them."""
    nlp = blank()
    steps = RULES if tagger is None else FAST
    finders = [nlp.create_pipe(name) for name in steps if name not in ("gazetteer", TAGGER)]
    docs = [nlp.make_doc(paper.text) for paper, _ in pairs]
    annotations = [annotation for _, annotation in pairs]
    for doc in docs:
        for finder in finders:
            finder(doc)
    without_paper(nlp, docs, annotations)
    if tagger is not None:
        pipe = nlp.create_pipe(TAGGER)
        pipe.from_disk(tagger, exclude=["vocab"])
        docs = list(pipe.pipe(docs))
    return list(zip(docs, annotations, strict=True))


def entity_examples(prepared: Prepared) -> Examples:
    """Every candidate with its gold type."""
    examples = Examples()
    for doc, annotation in prepared:
        types = {s: e.type.value for e in annotation.entities for s in e.surfaces}
        for text, found in candidates.features(doc):
            examples.add(found, types.get(text, NONE))
    return examples


def same_entities(doc: Doc, annotation: Annotation) -> dict[str, str]:
    """Ids of gold entities by ids of those that were found."""
    found = to_corpus(Annotation(paper="", entities=doc._.entities))
    return match_entities(to_corpus(annotation)["entities"], found["entities"])


def contribution_examples(prepared: Prepared) -> Examples:
    """Every entity: whether it is the paper's own."""
    examples = Examples()
    for doc, annotation in prepared:
        same = same_entities(doc, annotation)
        new = {e.id for e in annotation.entities if e.new}
        reading = Reading(doc, {e.id: e.mentions for e in doc._.entities})
        for e in doc._.entities:
            label = contributions.NEW if same.get(e.id) in new else "old"
            examples.add(contributions.features(reading, e), label)
    return examples


def relation_examples(prepared: Prepared) -> dict[str, Examples]:
    """Every pair with its gold relation, by kind."""
    examples: dict[str, Examples] = defaultdict(Examples)
    for doc, annotation in prepared:
        same = same_entities(doc, annotation)
        labels = {(r.head, r.tail): r.label.value for r in annotation.relations}
        for head, tail, kind, found in relations.candidates(doc):
            ends = same.get(head.id, ""), same.get(tail.id, "")
            examples[kind].add(found, labels.get(ends, relations.NONE))
    return examples


def result_examples(prepared: Prepared) -> dict[str, Examples]:
    """Every figure and, of those that are results, every entity that may have a role."""
    examples: dict[str, Examples] = defaultdict(Examples)
    for doc, annotation in prepared:
        same = same_entities(doc, annotation)
        for figure in find_figures(doc._.reading.text):
            place = doc._.reading.place(figure.span)
            gold = [r for r in annotation.results if r.span.overlaps(figure.span)]
            found = results.figure_features(doc, figure, place)
            examples[results.FIGURE].add(found, results.YES if gold else results.NO)
            for role in results.ROLES if gold else ():
                ends = {getattr(r, role) for r in gold}
                for link in results.links(doc, place, role):
                    label = results.YES if same.get(link.entity.id) in ends - {None} else results.NO
                    examples[role].add(link.features, label)
    return examples


def write(path: Path, models: dict[str, Any]) -> None:
    """Write ``models``, a weight a line; those in the file under other keys stay."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    text = json.dumps({**old, **models}, ensure_ascii=False, indent=None)
    path.write_text(text + "\n", encoding="utf-8")


@click.group(help=__doc__)
def main() -> None:
    pass


_corpus = click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path))
_output = click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path))


@main.command()
@_corpus
@_output
@silver_option
@click.option("--tagger", type=click.Path(exists=True, path_type=Path))
def entities(corpus: Path, output: Path, silver: tuple[str, ...], tagger: Path | None) -> None:
    """Learn which candidates are entities, for "fast" if there is a tagger, else for "rules"."""
    pairs = read_annotated(corpus, "train")
    unseen = pairs[::5] if tagger else pairs
    prepared = prepare(unseen + read_silver(corpus, silver), tagger)
    model = fit(entity_examples(prepared), 0.1)
    write(output / "entities.json", {"fast" if tagger else "rules": model})


@main.command()
@_corpus
@_output
@silver_option
def statements(corpus: Path, output: Path, silver: tuple[str, ...]) -> None:
    """Learn contributions, relations and results; "entities" for "rules" comes before."""
    prepared = prepare(read_annotated(corpus, "train") + read_silver(corpus, silver))
    nlp = blank()
    judge = make_entities(nlp, "entities", "rules")
    for doc, _ in prepared:
        judge(doc)
    new = fit(contribution_examples(prepared), 0.1)
    write(output / "contributions.json", {contributions.NEW: new})
    mark = contributions.Contributions(LinearModel(**new))
    for doc, _ in prepared:
        mark(doc)
    related = relation_examples(prepared)
    write(output / "relations.json", {kind: fit(e, 0.05) for kind, e in sorted(related.items())})
    reported = result_examples(prepared)
    write(output / "results.json", {role: fit(e, 0.1) for role, e in sorted(reported.items())})


if __name__ == "__main__":
    execute(main)
