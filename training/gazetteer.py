"""Learns the gazetteer: the names that several annotated papers use, with their types.

usage: python -m training.gazetteer --corpus DIR --output FILE [--silver NAME]

A line of the output is one name as :func:`extractors.gazetteer.fold` writes it, the number of
papers and of mentions by type, and how often it stands in a text without being an entity. Only
names of at least three papers are kept: common knowledge of the field, not of one paper.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from spacy.language import Language
from spacy.tokens import Doc

from extractors.doc import layout
from extractors.gazetteer import Entry, Gazetteer, fold, read_entries, write
from extractors.tokenizer import blank
from kg.records import Annotation
from training.command import execute
from training.corpus import read_annotated, read_silver, silver_option

MIN_PAPERS = 3
MIN_RATE = 0.2
"""Mentions among all uses of a word: the others would only cost time."""


def names_of(doc: Doc, annotation: Annotation) -> Iterator[tuple[str, str]]:
    """Name and type of every mention."""
    text = layout(doc).text
    for entity in annotation.entities:
        for span in entity.mentions:
            yield fold(text[slice(*span)]), entity.type.value


def other_uses(doc: Doc, annotation: Annotation, gazetteer: Gazetteer) -> Iterator[str]:
    """Known names that stand outside of every mention."""
    mentions = [span for entity in annotation.entities for span in entity.mentions]
    for span, entry in gazetteer.matches(doc):
        if not any(s < span.end_char and span.start_char < e for s, e in mentions):
            yield entry.name


def learn(pairs: Sequence[tuple[Doc, Annotation]], nlp: Language) -> list[dict[str, Any]]:
    """Lines of the gazetteer, sorted by name."""
    papers: Counter[str] = Counter()
    types: dict[str, Counter[str]] = {}
    for doc, annotation in pairs:
        found = list(names_of(doc, annotation))
        papers.update({name for name, _ in found})
        for name, kind in found:
            types.setdefault(name, Counter())[kind] += 1
    lines = {
        name: {"name": name, "papers": papers[name], "types": dict(types[name].most_common())}
        for name in sorted(types)
        if papers[name] >= MIN_PAPERS
    }
    gazetteer = Gazetteer(nlp, [{**line, "other": 0} for line in lines.values()])
    other: Counter[str] = Counter()
    for doc, annotation in pairs:
        other.update(other_uses(doc, annotation, gazetteer))
    full = [{**line, "other": other[name]} for name, line in lines.items()]
    return [line for line in full if Entry.of(line).rate >= MIN_RATE]


def without_paper(nlp: Language, docs: Sequence[Doc], annotations: Iterable[Annotation]) -> None:
    """Write to each of ``docs`` the known names as if its own paper had not been learned from."""
    lines = {line["name"]: line for line in read_entries()}
    gazetteer = Gazetteer(nlp, lines.values())
    for doc, annotation in zip(docs, annotations, strict=True):
        own = Counter(names_of(doc, annotation))
        other = Counter(other_uses(doc, annotation, gazetteer))
        named = {name for name, _ in own}
        kept = []
        for span, entry in gazetteer.matches(doc):
            line = lines[entry.name]
            types = {t: n - own[entry.name, t] for t, n in line["types"].items()}
            papers = line["papers"] - (entry.name in named)
            if papers >= MIN_PAPERS:
                less = {**line, "types": types, "other": line["other"] - other[entry.name]}
                kept.append((span, Entry.of(less)))
        write(doc, kept)


@click.command(help=__doc__)
@click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@silver_option
def main(corpus: Path, output: Path, silver: tuple[str, ...]) -> None:
    nlp = blank()
    annotated = read_annotated(corpus, "train") + read_silver(corpus, silver)
    pairs = [(nlp.make_doc(paper.text), annotation) for paper, annotation in annotated]
    lines = (json.dumps(line, ensure_ascii=False) for line in learn(pairs, nlp))
    output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    execute(main)
