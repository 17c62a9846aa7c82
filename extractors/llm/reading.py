"""Papers to annotations by way of an endpoint, several at a time and in order."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from anyio.from_thread import BlockingPortal, start_blocking_portal

from extractors.llm.answer import UnreadableError, read, schema
from extractors.llm.checking import annotation_of
from extractors.llm.costs import Costs
from extractors.llm.endpoint import Endpoint, RefusedError, UnavailableError
from extractors.llm.prompt import conversation, once_more
from extractors.llm.settings import Settings
from kg.errors import FetchError
from kg.plugins import Estimate
from kg.records import Annotation, Paper, Rejected

ASKED = 3
"""How often the model is asked for an answer that can be read."""

AHEAD = 4
"""Papers taken for each request that may be under way, so that a slow one holds up no others."""

REFUSED = 5
"""So many refusals before a first answer, and it is not the papers."""

Made = Annotation | Rejected


class LlmExtractor:
    """Asks an endpoint; see :class:`kg.plugins.RemoteExtractor`.

    While the endpoint has given no answer yet, or gives none any more, papers go one by one. One
    that never gives any ends the run. One that stops in its midst costs no paper that was paid
    for: the others are rejected, and each call of the extractor tries one again.
    """

    def __init__(self, settings: Settings) -> None:
        self._requests = settings.requests
        self._endpoint = Endpoint(settings, schema())
        self._costs = Costs(settings)
        self._refused = 0
        self._trouble = ""

    def estimate(self, papers: int, characters: int) -> Estimate:
        """What it will cost, from the length of the texts and the prices of the settings."""
        return self._costs.estimate(papers, characters)

    def spent(self) -> str:
        """The tokens and their price since this was last asked, and what was dropped."""
        return self._costs.tell()

    def __call__(self, papers: Iterable[Paper]) -> Iterator[Made]:
        with (
            start_blocking_portal() as portal,
            portal.wrap_async_context_manager(self._endpoint.open()),
        ):
            yield from self._in_order(papers, portal)

    def _in_order(self, papers: Iterable[Paper], portal: BlockingPortal) -> Iterator[Made]:
        under_way: deque[Future[Made]] = deque()
        first = True
        try:
            for paper in papers:
                under_way.append(portal.start_task_soon(self._read, paper, first))
                first = False
                if len(under_way) >= self._at_a_time():
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()

    def _at_a_time(self) -> int:
        if self._trouble or not self._endpoint.answered:
            return 1
        return AHEAD * self._requests

    async def _read(self, paper: Paper, first: bool) -> Made:
        """The annotation of ``paper``, or why there is none."""
        if self._trouble and not first:
            return Rejected(reason=self._trouble)
        before = self._endpoint.answered
        try:
            made = await self._annotation(paper)
        except RefusedError as error:
            self._refused += 1
            if not self._endpoint.answered and self._refused >= REFUSED:
                raise self._useless(f"refuses with {error}") from error
            return Rejected(reason=f"the endpoint refuses the paper: {error}")
        except UnavailableError as error:
            if not self._endpoint.answered:
                raise self._useless(str(error)) from error
            reason = f"the endpoint {error}"
            if self._endpoint.answered == before:
                self._trouble = reason
            return Rejected(reason=reason)
        self._trouble = ""
        return made

    async def _annotation(self, paper: Paper) -> Made:
        messages = conversation(paper)
        reason = ""
        for _ in range(ASKED):
            completion = await self._endpoint.complete(messages)
            self._costs.add(completion)
            try:
                answer = read(completion.text, self._costs.dropped)
                return annotation_of(answer, paper, self._costs.dropped)
            except UnreadableError as error:
                reason = str(error)
                messages = once_more(messages, completion.text, reason)
        return Rejected(reason=f"the model gives no answer that can be read: {reason}")

    def _useless(self, reason: str) -> FetchError:
        return FetchError(f"the endpoint of the extractor 'llm', {self._endpoint.host}, {reason}")
