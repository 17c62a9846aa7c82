#!/usr/bin/env python3
"""How long linking takes, and how much memory, as the number of mentions grows.

    benchmarks/linking.py TEXTS.jsonl GOLD.jsonl [MENTIONS...]

Papers are made from annotated ones as a growing literature would make them: each copy of a paper
keeps its entities but for misspelt, respelt or renumbered names (a new version of a model, a name
coined anew), so that the number of different names grows with the number of mentions. Every size
runs in a process of its own; prints a line each: mentions, entities, nodes, seconds, megabytes.
"""

import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.annotations import from_corpus
from kg.extraction import Annotated
from kg.linking import link
from kg.records import Annotation, Entity, Paper

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
CHANGED = 0.25
"""Share of the names of a copy that are changed."""


def annotated(texts: Path, gold: Path) -> list[Annotated]:
    """The annotated papers."""
    items = {item["id"]: item for item in map(json.loads, gold.read_text("utf-8").splitlines())}
    papers = (
        Paper(**{k: v for k, v in text.items() if k in Paper.model_fields})
        for text in map(json.loads, texts.read_text("utf-8").splitlines())
        if text["id"] in items
    )
    return [(paper, from_corpus(items[paper.id], paper)) for paper in papers]


def grown(papers: list[Annotated], mentions: int) -> Iterator[Annotated]:
    """The papers, then changed copies of them, until there are so many mentions."""
    chance = random.Random(1)
    done = copy = 0
    while done < mentions:
        for paper, annotation in papers:
            if done >= mentions:
                return
            entities = tuple(
                changed(entity, chance) if copy and chance.random() < CHANGED else entity
                for entity in annotation.entities
            )
            name = f"{paper.id}-{copy}" if copy else paper.id
            done += sum(len(entity.mentions) for entity in entities)
            made = paper.model_copy(update={"id": name})
            yield made, Annotation(paper=name, entities=entities)
        copy += 1


def changed(entity: Entity, chance: random.Random) -> Entity:
    """The entity with its names changed as a copy might have them."""
    change = chance.choice((_misspelt, _respelt, _renumbered))
    names = [entity.name, *entity.surfaces]
    name, *surfaces = (change(name, chance) for name in names)
    return entity.model_copy(update={"name": name, "surfaces": tuple(dict.fromkeys(surfaces))})


def _misspelt(name: str, chance: random.Random) -> str:
    place = chance.randrange(len(name))
    return name[:place] + chance.choice("aeionrst") + name[place + 1 :]


def _respelt(name: str, chance: random.Random) -> str:
    return chance.choice((name.title(), name.lower(), name.replace("-", " "), f"{name}s"))


def _renumbered(name: str, chance: random.Random) -> str:
    number = str(chance.randrange(2, 200))
    return re.sub(r"\d+", number, name) if re.search(r"\d", name) else f"{name}-{number}"


def measure(texts: Path, gold: Path, mentions: int) -> None:
    """Link so many mentions and print what it took."""
    papers = list(grown(annotated(texts, gold), mentions))
    named = sum(len(annotation.entities) for _, annotation in papers)
    start, work = time.monotonic(), time.process_time()
    links = link(papers)
    wall, work = time.monotonic() - start, time.process_time() - work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{mentions:>10,} mentions {named:>9,} entities {len(links.identities):>9,} nodes "
        f"{wall:>7.1f} s ({work:.1f} s of one core) {memory:>7,.0f} MB",
        flush=True,
    )


def main(texts: str, gold: str, *sizes: str) -> None:
    if len(sizes) == 1:
        measure(Path(texts), Path(gold), int(sizes[0]))
        return
    for size in sizes or SIZES:
        subprocess.run([sys.executable, __file__, texts, gold, str(size)], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
