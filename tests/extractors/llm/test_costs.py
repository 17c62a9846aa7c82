"""Costs are told as they are."""

from typing import Any

from extractors.llm.costs import Costs
from extractors.llm.endpoint import Completion
from extractors.llm.prompt import length
from extractors.llm.settings import Settings

PRICES = {"PAPERKG_LLM_INPUT_PRICE": 2.0, "PAPERKG_LLM_OUTPUT_PRICE": 10.0}


def costs(**more: Any) -> Costs:
    where = {"OPENAI_BASE_URL": "https://llm.example/v1", "PAPERKG_LLM_MODEL": "parrot-7b"}
    return Costs(Settings.model_validate({**where, **more}))


def test_the_estimate_counts_the_prompt_for_each_paper_and_says_the_price() -> None:
    sentence, large = costs(**PRICES).estimate(200, 200_000)
    sent = (200 * length() + 200_000) / 4
    assert sentence == (
        f"parrot-7b at llm.example is asked for 200 papers: about {sent:,.0f} input tokens and "
        f"50,000 output tokens, at a cost of {sent * 2 / 1e6 + 0.5:.2f}"
    )
    assert not large
    assert costs().estimate(2000, 2_000_000).large


def test_without_prices_nothing_is_said_of_them() -> None:
    assert costs().estimate(1, 4).sentence.endswith(" and 1 output tokens")


def test_what_was_spent_is_told_once() -> None:
    counted = costs(**PRICES)
    counted.add(Completion("", 300_000, 20_000))
    counted.add(Completion("", 100_000, 10_000))
    counted.add(Completion("", None, None))
    counted.dropped["names that are not in the text"] += 1200
    counted.dropped["items that are not as asked for"] += 0
    assert counted.tell() == (
        "parrot-7b at llm.example gave 3 answers (1 without a count of tokens): "
        "400,000 input tokens and 30,000 output tokens, at a cost of 1.10; "
        "dropped: names that are not in the text (1,200)"
    )
    assert counted.tell() == (
        "parrot-7b at llm.example gave 0 answers: 0 input tokens and 0 output tokens, "
        "at a cost of 0.00"
    )


def test_one_price_is_enough() -> None:
    counted = costs(PAPERKG_LLM_OUTPUT_PRICE=10.0)
    counted.add(Completion("", 1_000_000, 50_000))
    assert counted.tell().endswith("50,000 output tokens, at a cost of 0.50")
