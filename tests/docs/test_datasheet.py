"""The datasheet counts what the files of the corpus hold."""

import re
from itertools import chain

from kg.annotations import Json, read_annotations
from kg.stand_off import DIGITS
from tests.conftest import CHECKOUT

CORPUS = CHECKOUT / "corpus"
KINDS = ("entities", "relations", "results")


def annotations(part: str) -> list[Json]:
    return list(read_annotations(CORPUS / f"{part}.jsonl.xz"))


def test_the_table_counts_the_files() -> None:
    page = (CORPUS / "DATASHEET.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)\.jsonl\.xz` \|((?: [\d,]+ \|){3} [\d,]+) \|", page, re.MULTILINE)
    counted = {
        part: [int(number) for number in row.replace(",", "").split(" | ")] for part, row in rows
    }
    assert counted.keys() == {"train", "dev"}
    for part, counts in counted.items():
        items = annotations(part)
        assert counts == [len(items), *(sum(len(item[kind]) for item in items) for kind in KINDS)]


def test_no_paper_is_in_both_parts_or_twice() -> None:
    ids = [item["id"] for item in chain(annotations("train"), annotations("dev"))]
    assert len(ids) == len(set(ids))


def test_no_text_is_in_the_files() -> None:
    for item in annotations("dev"):
        assert set(item) == {"id", "text", "entities", "relations", "results"}
        assert re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", item["text"])
        members = set().union(*map(set, item["entities"]), *map(set, item["results"]))
        known = {"id", "type", "name", "surface", "mentions", "new"}
        assert members <= known | {"subject", "on", "metric", "value", "span"}
