from collections import defaultdict
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.linking import link
from kg.linking.lexicon import Entry, read_lexicon, shipped_lexicon
from kg.linking.names import akin_types
from kg.linking.normalise import compact, normalise
from kg.schema import EntityType
from tests.kg.linking.papers import names


def test_no_name_belongs_to_two_entries_of_one_kind() -> None:
    owners = defaultdict(set)
    for entry in shipped_lexicon():
        for name in (entry.name, *entry.aliases):
            owners[akin_types(entry.type), compact(normalise(name))].add(entry.name)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def test_it_covers_every_type() -> None:
    entries = shipped_lexicon()
    assert len(entries) >= 1500
    assert {entry.type for entry in entries} == set(EntityType)


def test_files_hold_one_type_each_in_order() -> None:
    entries = shipped_lexicon()
    for kind in EntityType:
        found = [entry.name for entry in entries if entry.type is kind]
        assert found == sorted(found, key=lambda name: (name.casefold(), name))


def test_an_entry_joins_what_no_paper_joins() -> None:
    papers = [names("p1", "Method: Grumble"), names("p2", "Method: noise of complaint")]
    assert len(link(papers).identities) == 2
    entry = Entry(type=EntityType.METHOD, name="Grumble", aliases=("noise of complaint",))
    (identity,) = link(papers, lexicon=[entry]).identities.values()
    assert {identity.name, *identity.aliases} == {"Grumble", "noise of complaint"}


def test_things_that_no_paper_names_are_no_nodes() -> None:
    assert link([]).identities == {}


def test_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"type": "Task", "name": "kite flying"}\n\n', encoding="utf-8")
    assert read_lexicon(path) == [Entry(type=EntityType.TASK, name="kite flying")]
    path.write_text('{"type": "Kite", "name": "x"}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"mine.jsonl:1 is no entry"):
        read_lexicon(path)
    with pytest.raises(SourceError, match="cannot read the lexicon"):
        read_lexicon(tmp_path / "none.jsonl")
