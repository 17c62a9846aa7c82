"""What a run costs in tokens and money, before and after, and what of it was thrown away."""

from collections import Counter

from extractors.llm.endpoint import Completion
from extractors.llm.prompt import length
from extractors.llm.settings import Settings
from kg.plugins import Estimate

TOKEN = 4
"""Characters of a token, roughly: what providers say of English text."""

ANSWER = 1.0
"""Characters of an answer for each of its text: 0.96 if the development set is written as one."""

LARGE = 1_000_000
"""Tokens of a run that nobody starts by accident: some 400 abstracts."""


class Costs:
    """Counts of tokens since they were last told; ``dropped`` counts parts of answers by kind."""

    def __init__(self, settings: Settings) -> None:
        self._prices = settings.input_price, settings.output_price
        self._model = f"{settings.model} at {settings.base_url.host}"
        self._clear()

    def _clear(self) -> None:
        self.dropped: Counter[str] = Counter()
        self._answers = self._unsaid = self._sent = self._received = 0

    def add(self, completion: Completion) -> None:
        """Count an answer."""
        self._answers += 1
        self._unsaid += completion.input_tokens is None or completion.output_tokens is None
        self._sent += completion.input_tokens or 0
        self._received += completion.output_tokens or 0

    def estimate(self, papers: int, characters: int) -> Estimate:
        """What it will cost to ask for so many papers, of so many characters in all."""
        sent = (papers * length() + characters) / TOKEN
        received = ANSWER * characters / TOKEN
        return Estimate(
            f"{self._model} is asked for {papers:,} papers: about {_tokens(sent, received)}"
            + self._price(sent, received),
            large=sent + received > LARGE,
        )

    def tell(self) -> str:
        """What was spent since this was last asked, and what of the answers was dropped."""
        unsaid = f" ({self._unsaid:,} without a count of tokens)" if self._unsaid else ""
        said = f"{self._model} gave {self._answers:,} answers{unsaid}: "
        said += _tokens(self._sent, self._received) + self._price(self._sent, self._received)
        kinds = ", ".join(f"{kind} ({times:,})" for kind, times in sorted((+self.dropped).items()))
        self._clear()
        return f"{said}; dropped: {kinds}" if kinds else said

    def _price(self, sent: float, received: float) -> str:
        """What the tokens cost, if a price is known; prices are those of a million."""
        if self._prices == (None, None):
            return ""
        for_input, for_output = (price or 0.0 for price in self._prices)
        return f", at a cost of {(sent * for_input + received * for_output) / 1e6:,.2f}"


def _tokens(sent: float, received: float) -> str:
    return f"{sent:,.0f} input tokens and {received:,.0f} output tokens"
