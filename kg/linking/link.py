"""The linker: entities of all papers to things."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.linking.candidates import candidates
from kg.linking.clustering import cluster
from kg.linking.decisions import Decision, Verdicts
from kg.linking.edits import Edits
from kg.linking.explaining import merges_of
from kg.linking.families import families
from kg.linking.identity import Links
from kg.linking.lexicon import Entry, lexicon_names
from kg.linking.names import read_names
from kg.linking.naming import identify
from kg.linking.scoring import Scored, score_pairs
from kg.linking.senses import Senses, read_all
from kg.linking.units import Unit, make_units
from kg.records import Annotation, Paper


def link(
    annotated: Iterable[tuple[Paper, Annotation]],
    lexicon: Iterable[Entry] = (),
    decisions: Iterable[Decision] = (),
) -> Links:
    """Decide which entities of all papers are one thing.

    Args:
        annotated: every paper with its annotation, in any order.
        lexicon: the user's own entries, beside those that come with the package.
        decisions: what people decided, the latest last.

    Returns:
        The same links for the same papers in any order.
    """
    in_papers = list(read_names(annotated))
    names = sorted([*in_papers, *lexicon_names(lexicon, in_papers)])
    verdicts = Verdicts(decisions)
    senses = Senses(names, verdicts)
    expansions = senses.expansions()
    units = make_units(names, read_all(names, senses), expansions)
    edits = Edits(names, expansions)
    scored = score_pairs(units, candidates(units, edits, verdicts), edits, verdicts)
    clusters = _clusters(units, scored)
    identities = identify(clusters)
    by_key = dict(zip((identity.key for identity in identities), clusters, strict=True))
    return Links(
        identities={identity.key: identity for identity in identities},
        keys={
            (name.paper, name.entity): key
            for key, members in by_key.items()
            for unit in members
            for name in unit.names
            if name.entity
        },
        variants=families(by_key, {identity.key: identity.type for identity in identities}),
        merges=merges_of(by_key, units, scored),
    )


def _clusters(units: Sequence[Unit], scored: Iterable[Scored]) -> list[list[Unit]]:
    """Units that are one thing, in order; those that only a lexicon names are left out."""
    heads = cluster((item[:3] for item in scored), [unit.mark for unit in units])
    clusters: dict[int, list[Unit]] = defaultdict(list)
    for unit, head in zip(units, heads, strict=True):
        clusters[head].append(unit)
    return [
        members
        for members in clusters.values()
        if any(name.entity for unit in members for name in unit.names)
    ]
