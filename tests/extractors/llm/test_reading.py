"""Papers are read several at a time and in order, whatever the endpoint does."""

import time
from collections.abc import Iterable
from typing import Any

import pytest

from extractors.llm.reading import AHEAD, ASKED, REFUSED, LlmExtractor
from extractors.llm.settings import Settings
from kg.errors import FetchError
from kg.plugins import RemoteExtractor
from kg.records import Annotation, Paper, Rejected
from kg.web import TRIES
from tests.llm_server import KEY, Endpoint, answer, in_turn, text_of
from tests.services import Fault, silent, status


def extractor(endpoint: Endpoint, **more: Any) -> LlmExtractor:
    return LlmExtractor(Settings.model_validate({**endpoint.environment(), **more}))


def papers(count: int) -> list[Paper]:
    return [
        Paper(id=f"p{number}", title=f"Owl{number}", abstract=f"We propose Owl{number}.")
        for number in range(count)
    ]


def names(made: Iterable[Annotation | Rejected]) -> list[str]:
    """The name of the one entity of each annotation, or why there is none."""
    return [each.reason if isinstance(each, Rejected) else each.entities[0].name for each in made]


def on(name: str, fault: Fault) -> Any:
    """The fault for requests with a paper of this name."""
    return lambda body: fault if f"0: {name}\n" in text_of(body) else None


def test_it_is_a_remote_extractor(endpoint: Endpoint) -> None:
    assert isinstance(extractor(endpoint), RemoteExtractor)


@pytest.mark.parametrize("requests", [1, 8])
def test_many_are_asked_for_at_a_time_and_given_in_order(requests: int, endpoint: Endpoint) -> None:
    at_work = most = 0

    def the_first_ones_last(handler: Any, whole: bytes) -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        time.sleep(0.3 / len(endpoint.asked))
        at_work -= 1
        handler.whole(whole)

    endpoint.trouble = lambda body: the_first_ones_last
    made = names(extractor(endpoint, PAPERKG_LLM_REQUESTS=requests)(papers(40)))
    assert made == [f"Owl{number}" for number in range(40)]
    assert min(requests, 2) <= most <= requests


@pytest.mark.parametrize("said", ["I do not know.", '{"entities": [', '{"entities": []}'])
def test_an_answer_that_cannot_be_read_is_asked_for_again(said: str, endpoint: Endpoint) -> None:
    whole = endpoint.says
    endpoint.says = lambda text: said if len(endpoint.asked) == 1 else whole(_paper(endpoint))
    assert names(extractor(endpoint)(papers(1))) == ["Owl0"]
    first, second = endpoint.asked
    assert second["messages"][:-2] == first["messages"]
    assert second["messages"][-2] == {"role": "assistant", "content": said}
    assert "cannot be read" in second["messages"][-1]["content"]


def _paper(endpoint: Endpoint) -> str:
    return text_of(endpoint.asked[0])


def test_a_paper_whose_answers_cannot_be_read_is_rejected_and_paid_for(endpoint: Endpoint) -> None:
    endpoint.says = lambda text: "I would rather not."
    asking = extractor(endpoint)
    (made,) = asking(papers(1))
    assert isinstance(made, Rejected)
    assert made.reason.startswith("the model gives no answer that can be read: it is no JSON")
    assert len(endpoint.asked) == ASKED
    assert f" gave {ASKED} answers: 3,000 input tokens" in asking.spent()


def test_what_is_dropped_is_told(endpoint: Endpoint) -> None:
    lark = {"id": "1", "type": "Model", "names": ["LarkNet"], "new": True}
    endpoint.says = lambda text: answer(lark)
    asking = extractor(endpoint)
    assert list(asking(papers(2))) == [Annotation(paper="p0"), Annotation(paper="p1")]
    assert asking.spent() == (
        "parrot-7b at 127.0.0.1 gave 2 answers: 2,000 input tokens and 200 output tokens; "
        "dropped: entities without a name in the text (2), names that are not in the text (2)"
    )


def test_one_paper_that_is_refused_ends_nothing(endpoint: Endpoint) -> None:
    endpoint.trouble = on("Owl2", status(400, said=b"filtered by our policy"))
    made = names(extractor(endpoint)(papers(4)))
    refused = "the endpoint refuses the paper: 400 Bad Request: filtered by our policy"
    assert made == ["Owl0", "Owl1", refused, "Owl3"]


def test_who_refuses_whatever_it_is_asked_ends_the_run(endpoint: Endpoint) -> None:
    endpoint.trouble = lambda body: status(400, said=b"no such model")
    with pytest.raises(
        FetchError, match=r"'llm', 127\.0\.0\.1, refuses with 400 .*: no such model"
    ):
        list(extractor(endpoint)(papers(40)))
    assert len(endpoint.asked) == REFUSED + 1  # and once without the format of the answer


@pytest.mark.parametrize("code", [401, 404])
def test_who_does_not_let_us_in_ends_the_run_at_once(code: int, endpoint: Endpoint) -> None:
    endpoint.trouble = lambda body: status(code, said=f"bad key {KEY}".encode())
    with pytest.raises(FetchError) as raised:
        list(extractor(endpoint)(papers(40)))
    assert f"refuses with {code}" in str(raised.value)
    assert KEY not in str(raised.value)
    assert len(endpoint.asked) == 1


def test_who_is_not_there_ends_the_run(endpoint: Endpoint) -> None:
    with pytest.raises(FetchError, match=r"127\.0\.0\.1, does not answer: "):
        list(extractor(endpoint, OPENAI_BASE_URL="http://127.0.0.1:9/v1")(papers(3)))


def test_what_was_read_before_the_endpoint_died_is_kept(endpoint: Endpoint) -> None:
    endpoint.trouble = lambda body: silent if len(endpoint.asked) > 20 else None
    made = list(extractor(endpoint)(papers(200)))
    assert sum(isinstance(each, Annotation) for each in made) == 20
    reasons = {each.reason for each in made if isinstance(each, Rejected)}
    assert len(reasons) == 1
    assert reasons.pop().startswith("the endpoint does not answer: ")
    under_way = AHEAD * 8
    assert len(endpoint.asked) <= 20 + 2 * under_way * TRIES  # and not for all that is left


def test_an_endpoint_that_comes_back_is_used_again(endpoint: Endpoint) -> None:
    asking = extractor(endpoint)
    assert names(asking(papers(2))) == ["Owl0", "Owl1"]
    endpoint.trouble = lambda body: status(503)
    assert all(isinstance(each, Rejected) for each in asking(papers(2)))
    endpoint.trouble = in_turn()
    assert names(asking(papers(2))) == ["Owl0", "Owl1"]


def test_papers_that_nobody_waits_for_are_not_asked_for(endpoint: Endpoint) -> None:
    stream = extractor(endpoint)(iter(papers(1000)))
    assert isinstance(next(stream), Annotation)
    stream.close()
    assert len(endpoint.asked) < 100
