"""What people tell the linker of a graph: a lexicon and decisions, kept in files beside it.

There they outlive every rebuild, and can be read, edited and shared.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.linking.decisions import Decision, add_decision, read_decisions
from kg.linking.lexicon import Entry, read_lexicon
from kg.records import Record
from kg.replacing import replacing


class Guidance(NamedTuple):
    """A lexicon beside the one that ships, and decisions, the latest last."""

    lexicon: tuple[Entry, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def decided(self, decision: Decision) -> "Guidance":
        """This with one more decision, which replaces an earlier one on the same names."""
        return self._replace(decisions=tuple(add_decision(self.decisions, decision)))


def decisions_file(graph: Path) -> Path:
    """Where the decisions on a graph are kept."""
    return graph.with_name(f"{graph.name}.decisions.jsonl")


def lexicon_file(graph: Path) -> Path:
    """Where the lexicon that a graph was last built with is kept."""
    return graph.with_name(f"{graph.name}.lexicon.jsonl")


def guidance_on(graph: Path) -> Guidance:
    """What people told the linker of a graph. Raises SourceError if a file of it is broken."""
    lexicon, decisions = lexicon_file(graph), decisions_file(graph)
    return Guidance(
        tuple(read_lexicon(lexicon)) if lexicon.exists() else (),
        tuple(read_decisions(decisions)) if decisions.exists() else (),
    )


def keep_guidance(graph: Path, guidance: Guidance) -> None:
    """Write the files beside a graph, where they have changed. Raises GraphError."""
    before = guidance_on(graph)
    if guidance.lexicon != before.lexicon:
        _write(lexicon_file(graph), guidance.lexicon)
    if guidance.decisions != before.decisions:
        _write(decisions_file(graph), guidance.decisions)


def _write(path: Path, records: Iterable[Record]) -> None:
    with replacing(path) as draft:
        draft.write_text("".join(dump(records)), encoding="utf-8")


def dump(records: Iterable[Record]) -> Iterable[str]:
    """Decisions or entries as JSON lines, which :func:`guidance_on` another graph reads."""
    return (f"{record.model_dump_json(exclude_defaults=True)}\n" for record in records)
