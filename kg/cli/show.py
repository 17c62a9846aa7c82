"""``kg show``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.answers import Quote, Ref, Some
from kg.card import LIMIT, Card, EntityCard, Figure, PaperCard, Source
from kg.card import card as make_card
from kg.cli import options
from kg.cli.console import likeliest, papers
from kg.graph import Graph
from kg.linking.normalise import normalise
from kg.lookup import LABELS, find
from kg.schema import Outcome, RelationType

_OUTCOMES: dict[bool, dict[Outcome | None, str]] = {
    False: {Outcome.BETTER: "better", Outcome.WORSE: "worse", Outcome.SIMILAR: "similar"},
    True: {Outcome.BETTER: "worse", Outcome.WORSE: "better", Outcome.SIMILAR: "similar"},
}
"""How the card's node fared against the other, by whether the comparison is the other's."""


@click.command(short_help="Show the card of a name: its links and results.")
@options.GRAPH
@click.argument("name")
@click.option(
    "--type",
    "label",
    type=click.Choice(LABELS, case_sensitive=False),
    help="Look among the nodes of this type only.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=LIMIT,
    show_default=True,
    help="How many links of one relation, results and papers to show.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the card as JSON.")
def show(graph: Path, name: str, label: str | None, limit: int, as_json: bool) -> None:
    """Show the card of NAME: who introduced it, its links and results, each with its sentence.

    NAME is a name or alias in any spelling, a paper's title or id, or the key of a node.

    \b
    Example:
      kg show graph.kg MMLU
    """
    with Graph(graph) as opened:
        card = make_card(opened, likeliest(find(opened, name, label)).key, limit)
    if as_json:
        click.echo(card.model_dump_json(indent=2))
    else:
        Console().print(*_lines(card), sep="\n")


# Everything below is printed as Text, never as str: brackets in names and sentences of papers
# would be read as markup.


def _lines(card: Card) -> Iterator[RenderableType]:
    yield from _entity(card) if isinstance(card, EntityCard) else _paper(card)


def _entity(card: EntityCard) -> Iterator[RenderableType]:
    node = card.node
    yield _line((node.name, "bold"), f"  {node.type}  ", (node.key, "dim"))
    # One spelling of each alias is enough for a reader.
    also = {normalise(name): name for name in (*node.aliases, node.name)}
    if spellings := [name for name in also.values() if name != node.name]:
        yield _line(("also: " + ", ".join(spellings), "dim"))
    dates = sorted({str(date) for date in (node.first, node.last) if date})
    yield _line(", ".join([papers(node.papers), " to ".join(dates)]).rstrip(", "))
    yield from _sources("introduced by", card.introduced_by)
    for group in card.relationships:
        words = _words(group.relation)
        yield _heading(f"{words} (by)" if group.incoming else words, group.links)
        for link in group.links.items:
            outcome = _OUTCOMES[group.incoming].get(link.outcome, "")
            yield _line(
                *_ref(link.node),
                (f"  {outcome}" if outcome else "", "cyan"),
                (f"  {papers(link.support)}, confidence {link.confidence:.2f}", "dim"),
                indent=2,
            )
            yield _quote(link.quotes.items[0])
    yield from _figures(card.results)
    yield from _sources("mentioned by", card.mentioned_by)


def _paper(card: PaperCard) -> Iterator[RenderableType]:
    yield _line((card.title, "bold"), "  Paper  ", (card.key, "dim"))
    yield _line((", ".join(filter(None, [str(card.date or ""), card.url, *card.authors])), "dim"))
    yield _line(card.abstract)
    for title, refs in (("contributes", card.contributions), ("mentions", card.mentions)):
        if refs:
            yield _heading(title)
            yield from (_line(*_ref(ref), indent=2) for ref in refs)
    if card.claims.items:
        yield _heading("states", card.claims)
        for claim in card.claims.items:
            outcome = f" ({claim.outcome})" if claim.outcome else ""
            relation = (f"  {_words(claim.relation)}{outcome}  ", "cyan")
            yield _line(claim.head.name, relation, claim.tail.name, indent=2)
            yield _quote(claim.quote)
    yield from _figures(card.results)


def _sources(title: str, sources: Some[Source]) -> Iterator[RenderableType]:
    if sources.items:
        yield _heading(title, sources)
    for source in sources.items:
        yield _line(source.paper.name, (f"  {source.date or ''}", "dim"), indent=2)
        yield _quote(source.quote)


def _figures(figures: Some[Figure]) -> Iterator[RenderableType]:
    if figures.items:
        yield _heading("results", figures)
    for figure in figures.items:
        ends = (("", figure.metric), ("of", figure.subject), ("on", figure.on))
        said = " ".join(f"{word} {ref.name}".strip() for word, ref in ends if ref)
        yield _line((figure.value, "bold"), f"  {said}", indent=2)
        yield _quote(figure.quote)


def _heading(title: str, some: Some[Any] | None = None) -> RenderableType:
    cut = f"  {len(some.items):,} of {some.total:,}" if some and some.left else ""
    return Group(Text(), _line((title, "bold cyan"), (cut, "dim")))


def _ref(ref: Ref) -> tuple[str | tuple[str, str], ...]:
    return ref.name, (f"  {ref.label}", "dim")


def _quote(quote: Quote) -> RenderableType:
    return _line((f"“{quote.sentence}” {quote.paper}", "italic dim"), indent=4)


def _line(*parts: str | tuple[str, str], indent: int = 0) -> RenderableType:
    return Padding(Text.assemble(*parts), (0, 0, 0, indent))


def _words(relation: RelationType) -> str:
    return relation.replace("_", " ").lower()
