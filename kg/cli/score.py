"""``kg score``."""

import json
from pathlib import Path

import click

from kg import scoring, stand_off
from kg.annotations import read_annotations
from kg.cli.corpus import report_left_out
from kg.graph import Graph
from kg.linking.agreement import agreement, nodes_of, read_nodes, read_pairs
from kg.schema import VARIANT_OF
from kg.writing import is_graph

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Compare annotations, or links, with gold ones.")
@click.argument("files", metavar="TEXTS GOLD PREDICTED", nargs=-1, type=_FILE)
@click.option("--links", "pairs", type=_FILE, help="Labelled pairs of entities to score links by.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option("--per-paper", is_flag=True, help="Print a line for every paper too.")
def score(files: tuple[Path, ...], pairs: Path | None, as_json: bool, per_paper: bool) -> None:
    """Compare the annotations PREDICTED with GOLD over the papers TEXTS (all JSON lines).

    GOLD may also be annotations without texts (see kg corpus): papers whose text in TEXTS is not
    the one that was annotated are listed and left out.

    With --links PAIRS the only argument is a graph, or the output of kg mentions: entities of one
    node are compared with pairs that are labelled the same.

    \b
    Example:
      kg extract dev.texts.jsonl -o predicted.jsonl
      kg score dev.texts.jsonl dev.gold.jsonl predicted.jsonl
      kg score --links pairs.jsonl graph.kg
    """
    expected = 3 if pairs is None else 1
    if len(files) != expected:
        given = (
            "TEXTS, GOLD and PREDICTED are" if pairs is None else "one graph or file of nodes is"
        )
        raise click.UsageError(f"{given} needed, but there are {len(files)} arguments")
    scores = _annotations(*files) if pairs is None else _links(pairs, *files)
    if as_json:
        click.echo(json.dumps(scores.as_json()))
        return
    if per_paper:
        for key, levels in scores.papers.items():
            figures = "  ".join(f"{level} {counts.f1:.2f}" for level, counts in levels.items())
            click.echo(f"{key:14}  {figures}")
    click.echo(scoring.table(scores))


def _annotations(texts: Path, gold: Path, predicted: Path) -> scoring.Scores:
    known, items = scoring.read_texts(texts), list(read_annotations(gold))
    if items and all(stand_off.HASH in item for item in items):
        known = {key: stand_off.cleaned(text) for key, text in known.items()}
        joined = stand_off.join(items, known)
        report_left_out(joined)
        items = joined.annotations
    return scoring.score(known, items, read_annotations(predicted))


def _links(pairs: Path, linked: Path) -> scoring.Scores:
    if not is_graph(linked):
        return agreement(read_pairs(pairs), read_nodes(linked))
    with Graph(linked) as graph:
        edges = graph.query(
            f"MATCH (a)-[:{VARIANT_OF}]->(b) RETURN a.key AS variant, b.key AS head"
        )
        heads = {edge["variant"]: edge["head"] for edge in edges}
        return agreement(read_pairs(pairs), nodes_of(graph.mentions()), heads)
