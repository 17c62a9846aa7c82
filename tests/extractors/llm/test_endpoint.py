"""The endpoint is asked as it likes to be asked, and again where that may help."""

import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

import anyio
import pytest

from extractors.llm import endpoint as asking
from extractors.llm.endpoint import Completion, RefusedError, UnavailableError
from extractors.llm.settings import Settings
from kg.web import TRIES
from tests import services as faulty
from tests.llm_server import KEY, MODEL, RECEIVED, SENT, Body, Endpoint, in_turn
from tests.services import Fault, status

MESSAGES = [{"role": "user", "content": "0: Owls"}]
SCHEMA = {"type": "object"}
OPTIONAL = {"response_format", "temperature", "seed", "max_tokens"}


def settings(endpoint: Endpoint, **more: Any) -> Settings:
    return Settings.model_validate({**endpoint.environment(), **more})


def completed(made: asking.Endpoint, times: int = 1) -> list[Completion]:
    """What ``made`` completes, so many times one after the other."""

    async def ask() -> list[Completion]:
        async with made.open():
            return [await made.complete(MESSAGES) for _ in range(times)]

    return anyio.run(ask)


def complete(endpoint: Endpoint, times: int = 1, **more: Any) -> list[Completion]:
    return completed(asking.Endpoint(settings(endpoint, **more), SCHEMA), times)


def test_a_completion_is_asked_for_by_the_protocol(endpoint: Endpoint) -> None:
    endpoint.says = lambda text: f"I see {text}"
    assert complete(endpoint) == [Completion("I see 0: Owls", SENT, RECEIVED)]
    (body,) = endpoint.asked
    assert body == {
        "model": MODEL,
        "messages": MESSAGES,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "annotation", "strict": True, "schema": SCHEMA},
        },
        "temperature": 0,
        "seed": 0,
        "max_tokens": asking.MAX_OUTPUT,
    }
    (headers,) = endpoint.headers
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert headers["User-Agent"].startswith("paperkg/")


def test_without_a_key_none_is_sent(endpoint: Endpoint) -> None:
    complete(endpoint, OPENAI_API_KEY="")
    assert "Authorization" not in endpoint.headers[0]


def refuses(*names: str, said: str) -> Callable[[Body], Fault | None]:
    """An endpoint that knows nothing of these parameters."""

    def trouble(body: Body) -> Fault | None:
        unknown = [name for name in names if name in body]
        return status(400, said=said.format(*unknown).encode()) if unknown else None

    return trouble


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["response_format"], "Unrecognized argument: response_format"),
        (["response_format"], "json_schema is not available for this model"),
        (["response_format"], "Bad Request"),
        (["max_tokens"], "'max_tokens' is not supported, use 'max_completion_tokens'"),
        (["temperature", "seed", "max_tokens"], "unknown parameter {0}"),
    ],
)
def test_what_an_endpoint_does_not_know_it_is_not_asked_again(
    names: Sequence[str], said: str, endpoint: Endpoint
) -> None:
    endpoint.trouble = refuses(*names, said=said)
    assert len(complete(endpoint, times=2)) == 2
    assert len(endpoint.asked) == 2 + len(names)
    for body in endpoint.asked[-2:]:
        assert OPTIONAL & body.keys() == OPTIONAL - set(names)


def test_requests_at_one_time_find_out_together(endpoint: Endpoint) -> None:
    endpoint.trouble = refuses("response_format", "seed", said="unknown parameter {0}")
    made = asking.Endpoint(settings(endpoint), SCHEMA)

    async def ask() -> None:
        async with made.open(), anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(made.complete, MESSAGES)

    anyio.run(ask)
    assert made.answered == 8
    assert OPTIONAL & endpoint.asked[-1].keys() == {"temperature", "max_tokens"}


@pytest.mark.parametrize("code", [400, 413, 422])
def test_a_request_that_is_refused_is_not_made_again(code: int, endpoint: Endpoint) -> None:
    endpoint.trouble = in_turn(None, status(code, said=b"the prompt breaks our\nrules"))
    with pytest.raises(RefusedError, match=f"^{code} .*: the prompt breaks our rules$"):
        complete(endpoint, times=2)
    assert len(endpoint.asked) == 2


FAULTS = {
    "429": status(429),
    "429 with seconds": status(429, "0"),
    "503": status(503),
    "cut": faulty.cut,
    "silent": faulty.silent,
    "short": faulty.short,
    "garbage": faulty.garbage,
    "empty": faulty.empty,
    "no choices": lambda handler, answer: handler.whole(b'{"choices": []}'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_on_the_way_is_asked_again(fault: str, endpoint: Endpoint) -> None:
    endpoint.trouble = in_turn(FAULTS[fault], FAULTS[fault])
    assert len(complete(endpoint)) == 1
    assert len(endpoint.asked) == 3


def test_who_never_answers_well_is_given_up(endpoint: Endpoint) -> None:
    endpoint.trouble = lambda body: status(503)
    with pytest.raises(UnavailableError, match="does not answer: 503 Service Unavailable: try"):
        complete(endpoint)
    assert len(endpoint.asked) == TRIES


def test_nobody_there_is_given_up(endpoint: Endpoint) -> None:
    with pytest.raises(UnavailableError, match="does not answer: All connection attempts failed"):
        complete(endpoint, OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    assert not endpoint.asked


def test_who_is_too_slow_is_given_up(endpoint: Endpoint) -> None:
    def slow(handler: faulty.Handler, answer: bytes) -> None:
        handler.begin(200, len(answer))
        for byte in answer:  # something comes all the time, but it takes 20 seconds
            try:
                handler.wfile.write(bytes([byte]))
            except OSError:
                return
            time.sleep(20 / len(answer))

    endpoint.trouble = lambda body: slow
    with pytest.raises(UnavailableError, match=r"no whole answer within 0\.05 seconds"):
        complete(endpoint, PAPERKG_LLM_TIMEOUT=0.05)


def test_retry_after_holds_for_all_requests(endpoint: Endpoint) -> None:
    endpoint.trouble = in_turn(status(429, "1"))
    start = time.monotonic()
    complete(endpoint)
    assert time.monotonic() - start >= 1.0


def test_who_asks_for_an_hour_is_left_alone(endpoint: Endpoint) -> None:
    endpoint.trouble = in_turn(status(429, "3600"))
    with pytest.raises(UnavailableError, match="left alone for 3,600 seconds"):
        complete(endpoint)
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("code", [301, 401, 403, 404])
def test_who_refuses_us_is_asked_once_and_the_key_is_not_shown(
    code: int, endpoint: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = json.dumps({"error": {"message": f"no good: {KEY}"}}).encode()
    endpoint.trouble = lambda body: status(code, said=said)
    with pytest.raises(UnavailableError, match=f"^refuses with {code} ") as raised:
        complete(endpoint)
    assert "no good: ..." in str(raised.value)
    assert len(endpoint.asked) == 1
    assert caplog.records
    assert KEY not in f"{raised.value} {caplog.text}"


def test_a_refusal_in_words_is_a_completion(endpoint: Endpoint) -> None:
    def politely(handler: faulty.Handler, answer: bytes) -> None:
        message = {"role": "assistant", "content": None, "refusal": "I would rather not."}
        handler.whole(json.dumps({"choices": [{"message": message}]}).encode())

    endpoint.trouble = in_turn(politely)
    assert complete(endpoint) == [Completion("I would rather not.", None, None)]
