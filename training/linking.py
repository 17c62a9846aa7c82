#!/usr/bin/env python3
"""Fit the weights of the linker's decision to labelled pairs of entities.

    training/linking.py PAIRS.jsonl TEXTS.jsonl=GOLD.jsonl...

PAIRS has two entities of two papers and a label a line; ``same`` counts against all others. Prints
the weights, and precision and recall of ten-fold cross-validation, pair by pair: entities
of one unit (see ``kg.linking.units``) are joined, those that no block brings together are apart.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.annotations import from_corpus
from kg.extraction import Annotated
from kg.linking.candidates import candidates
from kg.linking.decisions import Verdicts
from kg.linking.edits import Edits
from kg.linking.features import Features, features
from kg.linking.lexicon import lexicon_names
from kg.linking.names import read_names
from kg.linking.senses import Senses, read_all
from kg.linking.units import make_units
from kg.records import Paper

FOLDS = 10
ROUNDS = 20
"""Divisions into folds that the figures are averaged over."""

PRIOR = 2.0
"""Variance of the normal prior on each weight."""

Matrix = npt.NDArray[np.float64]


def items(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def annotated(texts: str, gold: str) -> list[Annotated]:
    annotations = {item["id"]: item for item in items(gold)}
    papers = [
        Paper(**{k: v for k, v in text.items() if k in Paper.model_fields})
        for text in items(texts)
        if text["id"] in annotations
    ]
    return [(paper, from_corpus(annotations[paper.id], paper)) for paper in papers]


def examples(
    papers: list[Annotated], pairs: list[dict[str, Any]]
) -> list[tuple[Features | str, bool]]:
    """For each pair its features, or ``unit`` or ``apart`` where they do not decide; its label."""
    verdicts = Verdicts()
    in_papers = list(read_names(papers))
    names = sorted([*in_papers, *lexicon_names((), in_papers)])
    senses = Senses(names, verdicts)
    expansions = senses.expansions()
    units = make_units(names, read_all(names, senses), expansions)
    edits = Edits(names, expansions)
    compared = set(candidates(units, edits, verdicts))
    place = {(n.paper, n.entity): i for i, unit in enumerate(units) for n in unit.names}
    found: list[tuple[Features | str, bool]] = []
    for pair in pairs:
        one, other = sorted(place[pair[side]["paper"], pair[side]["entity"]] for side in "ab")
        if one == other:
            seen: Features | str = "unit"
        elif (one, other) in compared:
            seen = features(
                units[one], units[other], edits, len(units[one].papers & units[other].papers)
            )
        else:
            seen = "apart"
        found.append((seen, pair["label"] == "same"))
    return found


def fit(seen: Matrix, labels: Matrix) -> Matrix:
    """Logistic regression with a normal prior, by Newton's method."""
    weights = np.zeros(seen.shape[1])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (chances - labels) + weights / PRIOR
        bend = (seen.T * (chances * (1 - chances))) @ seen + np.eye(len(weights)) / PRIOR
        weights -= np.linalg.solve(bend, slope)
    return weights


def main(pairs: str, *parts: str) -> None:
    papers = [paper for part in parts for paper in annotated(*part.split("="))]
    found = examples(papers, items(pairs))
    scored = [(seen, label) for seen, label in found if not isinstance(seen, str)]
    names = sorted({name for seen, _ in scored for name in seen})
    seen = np.array([[row.get(name, 0.0) for name in names] for row, _ in scored])
    labels = np.array([float(label) for _, label in scored])
    for name, weight in sorted(zip(names, fit(seen, labels), strict=True), key=lambda x: -x[1]):
        print(f'    "{name}": {weight:.2f},')

    united = [label for row, label in found if row == "unit"]
    figures = []
    for seed in range(ROUNDS):
        joined = predicted(seen, labels, np.random.default_rng(seed).permutation(len(labels)))
        hits = sum(united) + int((joined & (labels > 0)).sum())
        recall = hits / sum(label for _, label in found)
        figures.append((hits / (len(united) + int(joined.sum())), recall))
    precision, recall = np.mean(figures, axis=0)
    print(f"cross-validated: P {precision:.3f} R {recall:.3f}")


def predicted(seen: Matrix, labels: Matrix, order: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether each pair is joined by the weights that the other folds give."""
    fold = order % FOLDS
    joined = np.zeros(len(labels), dtype=bool)
    for part in range(FOLDS):
        weights = fit(seen[fold != part], labels[fold != part])
        joined[fold == part] = seen[fold == part] @ weights > 0
    return joined


if __name__ == "__main__":
    main(*sys.argv[1:])
