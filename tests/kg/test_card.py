import pytest

from kg.answers import Ref, Some
from kg.card import Card, EntityCard, Figure, Link, PaperCard, card
from kg.graph import Graph
from kg.schema import Outcome, RelationType

KITE = Ref(key="model:kite", label="Model", name="Kite")
HERON = Ref(key="model:heron", label="Model", name="Heron")
WINDBENCH = Ref(key="benchmark:windbench", label="Benchmark", name="WindBench")
ACCURACY = Ref(key="metric:accuracy", label="Metric", name="accuracy")
BEATS = "Trained on Heron [sic], a dataset of calls, Kite beats Heron-7B on WindBench."


def entity_card(graph: Graph, key: str, limit: int = 10) -> EntityCard:
    made = card(graph, key, limit)
    assert isinstance(made, EntityCard)
    return made


def links(graph: Graph, key: str) -> dict[tuple[RelationType, bool], Some[Link]]:
    groups = entity_card(graph, key).relationships
    return {(group.relation, group.incoming): group.links for group in groups}


def row(figure: Figure) -> tuple[Ref | None, Ref | None, Ref | None, float | None, str]:
    return figure.subject, figure.on, figure.metric, figure.number, figure.quote.paper


def test_says_who_introduced_a_thing_and_who_else_names_it(birds: Graph) -> None:
    made = entity_card(birds, "model:heron")
    assert made.node.papers == 2
    (source,) = made.introduced_by.items
    assert source.paper.name == "Heron: Wading through Text"
    assert source.quote.sentence == "We present Heron, a language model."
    assert [item.quote.paper for item in made.mentioned_by.items] == ["2403.00002"]


def test_links_go_both_ways_with_their_sentences(birds: Graph) -> None:
    groups = links(birds, KITE.key)
    assert list(groups) == [
        (RelationType.EVALUATED_ON, False),
        (RelationType.TRAINED_ON, False),
        (RelationType.COMPARED_WITH, False),
        (RelationType.BUILDS_ON, False),
        (RelationType.ADDRESSES, False),
    ]
    (evaluated,) = groups[RelationType.EVALUATED_ON, False].items
    assert (evaluated.node, evaluated.support, evaluated.quotes.total) == (WINDBENCH, 2, 2)
    compared = {link.node.name: link for link in groups[RelationType.COMPARED_WITH, False].items}
    assert compared["Heron"].outcome is Outcome.BETTER
    assert compared["Heron-7B"].quotes.items[0].sentence == BEATS

    groups = {
        (g.relation, g.incoming): g.links for g in entity_card(birds, HERON.key).relationships
    }
    (link,) = groups[RelationType.COMPARED_WITH, True].items
    assert (link.node, link.outcome) == (KITE, Outcome.BETTER)


@pytest.mark.parametrize("key", [WINDBENCH.key, ACCURACY.key])
def test_results_are_a_leaderboard(birds: Graph, key: str) -> None:
    assert [row(figure) for figure in entity_card(birds, key).results.items] == [
        (KITE, WINDBENCH, ACCURACY, 71.5, "2403.00002"),
        (HERON, WINDBENCH, ACCURACY, 65.0, "2401.00001"),
    ]


def test_limit_keeps_the_best_supported_and_counts_the_rest(birds: Graph) -> None:
    made = entity_card(birds, WINDBENCH.key, limit=1)
    (group,) = made.relationships
    assert (group.links.total, group.links.left) == (2, 1)
    assert [link.node for link in group.links.items] == [KITE]
    assert (made.results.total, len(made.results.items)) == (2, 1)
    assert (made.mentioned_by.total, made.mentioned_by.items[0].quote.paper) == (3, "2405.00003")


def test_the_card_of_a_paper_holds_what_it_says_and_not_what_others_say(birds: Graph) -> None:
    made = card(birds, "paper:2403.00002")
    assert isinstance(made, PaperCard)
    assert made.title == "Kite: Gliding over Long Texts"
    assert made.contributions == (KITE,)
    assert [ref.name for ref in made.mentions] == [
        "Heron",
        "WindBench",
        "long-text summarization",
        "accuracy",
    ]
    claims = [(c.head.name, c.relation, c.tail.name, c.outcome) for c in made.claims.items]
    assert claims == [
        ("Kite", "ADDRESSES", "long-text summarization", None),
        ("Kite", "BUILDS_ON", "Heron", None),
        ("Kite", "COMPARED_WITH", "Heron", "better"),
        ("Kite", "EVALUATED_ON", "WindBench", None),
    ]
    assert {claim.quote.paper for claim in made.claims.items} == {"2403.00002"}
    assert [figure.value for figure in made.results.items] == ["71.5%"]


def test_a_paper_that_names_nothing_has_an_empty_card(birds: Graph) -> None:
    made = card(birds, "paper:2406.00004")
    assert isinstance(made, PaperCard)
    assert len(made.contributions) == len(made.mentions) == 0
    assert made.claims.total == made.results.total == 0


@pytest.mark.parametrize("key", [KITE.key, "paper:2403.00002"])
def test_cards_travel_as_json(birds: Graph, key: str) -> None:
    made: Card = card(birds, key)
    assert type(made).model_validate_json(made.model_dump_json()) == made
