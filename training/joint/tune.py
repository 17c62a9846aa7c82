"""Choose thresholds and calibrate confidences on the dev part of a corpus.

usage: python -m training.joint.tune --weights FOLDER --corpus FOLDER

Each threshold is the one of a grid at which the F1 of its own kind is best, one after the other:
names, which names are one, what figures are over, contributions, results, and relations by label.
Confidences are fitted by isotonic regression (pool adjacent violators). Prints both, and a
reliability table.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from threadpoolctl import threadpool_limits

from extractors.joint import decode
from extractors.joint.annotate import annotate
from extractors.joint.calibration import Calibration
from extractors.joint.decode import Decoder
from extractors.joint.findings import Found, Thresholds, settle
from extractors.joint.reader import Reader
from extractors.joint.schema import LABELS
from extractors.joint.text import Document
from kg.annotations import Json, to_corpus
from kg.records import Annotation, Paper
from kg.scoring import match_entities
from training.command import execute
from training.corpus import read_annotated
from training.joint.export import write_settings
from training.reliability import Hit, rows

_GRID = tuple(round(0.05 * step, 2) for step in range(2, 18))
_COARSE = tuple(round(0.1 * step, 1) for step in range(2, 9))
_HANDICAPS = (0.0, 0.5, 1.0, 1.5)
_STRAIGHT = Calibration({"entity": [[0.0, 0.0], [1.0, 1.0]]})


class Judged(NamedTuple):
    """What was found in a paper; ``match`` has the gold entity's id for each that is right."""

    gold: Json
    document: Document
    found: Found
    match: dict[int, str]


def tune(folder: Path, annotated: Sequence[tuple[Paper, Annotation]]) -> Thresholds:
    """Choose thresholds and calibration, and write both beside the weights."""
    reader = Reader(folder)
    best = Thresholds.even()
    decoder = Decoder(reader.heads, reader.known, best)
    papers = [
        (to_corpus(gold), decoder.judge(*reader.encode(paper.text))) for paper, gold in annotated
    ]

    def named(thresholds: Thresholds) -> list[Judged]:
        decoder = Decoder(reader.heads, reader.known, thresholds)
        return [_match(gold, read, Found(decoder.name(read))) for gold, read in papers if read]

    for name in ("entity", "same"):
        options = [replace(best, **{name: value}) for value in _COARSE]
        best = max(options, key=lambda option: _f1(_entities(named(option))))

    def weighed(thresholds: Thresholds) -> list[Judged]:
        decoder = Decoder(reader.heads, reader.known, thresholds)
        return [_match(gold, read, decoder.weigh(read)) for gold, read in papers if read]

    options = [replace(best, unnamed=value) for value in _HANDICAPS]
    best = max(options, key=lambda option: _f1(_results(weighed(option), option)))
    judged = weighed(best)
    for name, counted in (("new", _contributions), ("result", _results)):
        options = [replace(best, **{name: value}) for value in _GRID]
        best = max(options, key=lambda option: _f1(counted(judged, option)))
    for _ in range(2):
        for label in LABELS:
            options = [replace(best, relations={**best.relations, label: value}) for value in _GRID]
            # Of those that do as well for all relations, the best for those of the label.
            best = max(
                options,
                key=lambda option: (
                    round(_f1(_relations(judged, option)), 2),
                    _f1(_relations(judged, option, label)),
                ),
            )
    hits = {
        "entity": _entities(judged)[0],
        "relation": _relations(judged, best)[0],
        "result": _results(judged, best)[0],
    }
    curves = {kind: isotonic(found) for kind, found in hits.items()}
    write_settings(folder, best, curves)
    calibration = Calibration(curves)
    for kind, found in hits.items():
        said = [(calibration.of(kind, chance), right) for chance, right in found]
        print(*rows(kind, said), sep="\n")
    return best


def _match(gold: Json, read: decode.Judged, found: Found) -> Judged:
    """Match the entities found with the true ones."""
    annotation = annotate("", read.document, Found(found.entities), 0.5, _STRAIGHT)
    pairs = match_entities(gold["entities"], to_corpus(annotation)["entities"])
    match = {
        number: pairs[entity.id]
        for number, entity in enumerate(annotation.entities)
        if entity.id in pairs
    }
    return Judged(gold, read.document, found, match)


def isotonic(hits: Iterable[Hit]) -> list[list[float]]:
    """Points of the rising curve nearest to what was right, by pool adjacent violators."""
    blocks: list[list[float]] = []
    for chance, right in sorted(hits):
        blocks.append([chance, float(right), 1.0])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            _, more, count = blocks.pop()
            blocks[-1][0] = chance
            blocks[-1][1] += more
            blocks[-1][2] += count
    # A block speaks for its middle; two virtual findings, one right, keep it off 0 and 1.
    points, start = [], 0.0
    for end, right, count in blocks:
        points.append([round((start + end) / 2, 4), round((right + 1) / (count + 2), 4)])
        start = end
    return points or [[0.0, 0.0], [1.0, 1.0]]


def _f1(counts: tuple[list[Hit], int]) -> float:
    hits, gold = counts
    return 2 * sum(right for _, right in hits) / max(len(hits) + gold, 1)


def _entities(judged: Sequence[Judged]) -> tuple[list[Hit], int]:
    """What was said, with its probability and whether it is right, and how much is true."""
    hits = [
        (entity.confidence, number in item.match)
        for item in judged
        for number, entity in enumerate(item.found.entities)
    ]
    return hits, sum(len(item.gold["entities"]) for item in judged)


def _contributions(judged: Sequence[Judged], thresholds: Thresholds) -> tuple[list[Hit], int]:
    hits, gold = [], 0
    for item in judged:
        own = {entity["id"] for entity in item.gold["entities"] if entity.get("new")}
        gold += len(own)
        hits += [
            (entity.new, item.match.get(number) in own)
            for number, entity in enumerate(item.found.entities)
            if entity.new >= thresholds.new
        ]
    return hits, gold


def _relations(
    judged: Sequence[Judged], thresholds: Thresholds, only: str | None = None
) -> tuple[list[Hit], int]:
    """What was said of relations, or of those of one label, and how many are true."""
    hits, gold = [], 0
    for item in judged:
        stated = (relation[:3] for relation in item.gold["relations"])
        keys = {_key(head, label, tail) for head, label, tail in stated if only in (None, label)}
        gold += len(keys)
        for said in settle(item.found, thresholds).relations:
            if only not in (None, said.label):
                continue
            ends = item.match.get(said.head), item.match.get(said.tail)
            hits.append((said.confidence, _key(ends[0], said.label, ends[1]) in keys))
    return hits, gold


def _key(head: str | None, label: str, tail: str | None) -> tuple[str, ...]:
    ends = sorted((str(head), str(tail))) if label == "COMPARED_WITH" else (str(head), str(tail))
    return (label, *ends)


def _results(judged: Sequence[Judged], thresholds: Thresholds) -> tuple[list[Hit], int]:
    hits, gold = [], 0
    for item in judged:
        left = Counter((_number(r["value"]), r["on"]) for r in item.gold["results"])
        gold += left.total()
        for said in settle(item.found, thresholds).results:
            on = None if said.on is None else item.match.get(said.on, "?")
            key = (_number(item.document.surface(*said.place)), on)
            hits.append((said.confidence, left[key] > 0))
            left[key] -= 1
    return hits, gold


def _number(value: str) -> str:
    digits = "".join(char if char.isdigit() or char in ".," else " " for char in value).split()
    return next((part.strip(".,") for part in digits if any(map(str.isdigit, part))), value)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    args = parser.parse_args()
    with threadpool_limits(1, user_api="blas"):
        thresholds = tune(args.weights, read_annotated(args.corpus, "dev"))
    print(json.dumps(thresholds.__dict__, indent=1))


if __name__ == "__main__":
    execute(main)
