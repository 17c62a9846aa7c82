"""Learns the gazetteer: the names that several annotated papers use, with their types.

usage: python -m training.gazetteer --corpus DIR --output FILE

A line of the output is one name as :func:`extractors.gazetteer.fold` writes it, the number of
mentions by type, and the number of times that it stands in a text without being an entity.
Only names of at least three papers are kept: common knowledge of the field, not of one paper.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

import click

from extractors.gazetteer import Gazetteer, fold
from extractors.tokenizer import blank
from kg.records import Annotation, Paper
from training.corpus import read_annotated

MIN_PAPERS = 3


def learn(pairs: list[tuple[Paper, Annotation]]) -> list[dict[str, object]]:
    """Entries of the gazetteer, sorted by name."""
    papers: dict[str, set[str]] = defaultdict(set)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for paper, annotation in pairs:
        for entity in annotation.entities:
            for start, end in entity.mentions:
                name = fold(paper.text[start:end])
                papers[name].add(paper.id)
                types[name][entity.type] += 1
    kept = {name: types[name] for name, ids in papers.items() if len(ids) >= MIN_PAPERS}
    others = _other_uses(pairs, kept)
    return [
        {"name": name, "types": dict(kept[name].most_common()), "other": others[name]}
        for name in sorted(kept)
        if kept[name].total() >= others[name] / 4
    ]


def _other_uses(
    pairs: list[tuple[Paper, Annotation]], names: dict[str, Counter[str]]
) -> Counter[str]:
    """How often each name stands outside of every mention."""
    nlp = blank()
    gazetteer = Gazetteer(
        nlp, [{"name": name, "types": dict(t), "other": 0} for name, t in names.items()]
    )
    counts: Counter[str] = Counter()
    for paper, annotation in pairs:
        mentions = [m for entity in annotation.entities for m in entity.mentions]
        for span, entry in gazetteer.matches(nlp.make_doc(paper.text)):
            if not any(s < span.end_char and span.start_char < e for s, e in mentions):
                counts[entry.name] += 1
    return counts


@click.command(help=__doc__)
@click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
def main(corpus: Path, output: Path) -> None:
    entries = learn(read_annotated(corpus, "train"))
    output.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entries))


if __name__ == "__main__":
    main()
