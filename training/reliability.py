"""Prints how far the confidences of an extractor can be trusted.

usage: python -m training.reliability EXTRACTOR TEXTS GOLD

For each tenth of confidence: its mean, the share of what was said so surely that is right, and how
much that is.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kg.annotations import Json
from kg.scoring import match_entities, relation_keys, result_keys
from training.command import execute
from training.corpus import predictions

_BINS = 10

Hit = tuple[float, bool]
"""How sure something was said, and whether it is right."""


def hits(gold: Json, predicted: Json) -> Iterator[tuple[str, Hit]]:
    """What ``predicted`` says of a paper, by kind; :mod:`kg.scoring` decides what is right."""
    match = match_entities(gold["entities"], predicted["entities"])
    for entity in predicted["entities"]:
        yield "entity", (entity["confidence"], entity["id"] in match)
    itself = {entity["id"]: entity["id"] for entity in gold["entities"]}
    stated = relation_keys(gold, itself)
    details = zip(predicted["relations"], predicted["relation_details"], strict=True)
    for relation, detail in details:
        right = relation_keys({"relations": [relation]}, match) <= stated
        yield "relation", (detail["confidence"], right)
    left = result_keys(gold, itself)
    for result in predicted["results"]:
        said = result_keys({"results": [result]}, match)
        yield "result", (result["confidence"], said <= left)
        left -= said


def rows(kind: str, found: Iterable[Hit]) -> Iterator[str]:
    """Lines of a table, one for each tenth of confidence."""
    bins: list[list[Hit]] = [[] for _ in range(_BINS)]
    for sure, right in found:
        bins[min(int(sure * _BINS), _BINS - 1)].append((sure, right))
    for content in filter(None, bins):
        sure, right = (sum(column) / len(content) for column in zip(*content, strict=True))
        yield f"| {kind} | {sure:.2f} | {right:.2f} | {len(content)} |"


@click.command(help=__doc__)
@click.argument("name")
@click.argument("texts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(name: str, texts: Path, gold: Path) -> None:
    found: dict[str, list[Hit]] = {"entity": [], "relation": [], "result": []}
    for annotated, predicted in predictions(name, texts, gold):
        for kind, hit in hits(annotated, predicted):
            found[kind].append(hit)
    click.echo("| | confidence | right | count |\n|---|--:|--:|--:|")
    for kind, of_kind in found.items():
        for row in rows(kind, of_kind):
            click.echo(row)


if __name__ == "__main__":
    execute(main)
