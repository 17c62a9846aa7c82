"""``kg score``."""

import json
from pathlib import Path

import click

from kg import scoring
from kg.annotations import read_annotations

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Compare annotations with gold ones.")
@click.argument("texts", type=_FILE)
@click.argument("gold", type=_FILE)
@click.argument("predicted", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option("--per-paper", is_flag=True, help="Print a line for every paper too.")
def score(texts: Path, gold: Path, predicted: Path, as_json: bool, per_paper: bool) -> None:
    """Compare the annotations PREDICTED with GOLD over the papers TEXTS (all JSON lines).

    \b
    Example:
      kg extract dev.texts.jsonl -o predicted.jsonl
      kg score dev.texts.jsonl dev.gold.jsonl predicted.jsonl
    """
    scores = scoring.score(
        scoring.read_texts(texts), read_annotations(gold), read_annotations(predicted)
    )
    if as_json:
        click.echo(json.dumps(scores.as_json()))
        return
    if per_paper:
        for key, levels in scores.papers.items():
            figures = "  ".join(f"{level} {counts.f1:.2f}" for level, counts in levels.items())
            click.echo(f"{key:14}  {figures}")
    click.echo(scoring.table(scores))
