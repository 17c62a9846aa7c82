"""Asks an OpenAI-compatible endpoint for chat completions, again where that may help.

The protocol is that of https://platform.openai.com/docs/api-reference/chat/create, of which all
that is needed is one request. Endpoints differ in the optional parameters that they know.
"""

import logging
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import anyio
import httpx
from pydantic import BaseModel, Field, ValidationError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from extractors.llm.settings import Settings
from kg.web import (
    LONGEST_WAIT,
    TEMPORARY,
    TRIES,
    certificates,
    retry_after,
    status_of,
    user_agent,
)

MAX_OUTPUT = 8192
"""Tokens after which an answer is cut off: five times what the longest of abstracts takes."""

UNFIT = frozenset({400, 413, 422})
"""Statuses that refuse one request, and not whoever asks."""

Message = Mapping[str, str]

_log = logging.getLogger(__name__)


class RefusedError(Exception):
    """The endpoint does not take this request; it may take others."""


class UnavailableError(Exception):
    """The endpoint cannot be used: not there, not for us, or not now."""


class Completion(NamedTuple):
    """What the model said, and the tokens that were read and written for it, if it is said."""

    text: str
    input_tokens: int | None
    output_tokens: int | None


class _TemporaryError(Exception):
    """What may be over soon."""


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message


class _Usage(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Response(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


class Endpoint:
    """One endpoint, which is asked only while it is :meth:`open`.

    ``answered`` counts the completions that it has given.
    """

    def __init__(self, settings: Settings, schema: dict[str, Any]) -> None:
        """Make ready to ask for completions that keep to the JSON ``schema``."""
        self._settings = settings
        self._parameters: dict[str, Any] = {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "annotation", "strict": True, "schema": schema},
            },
            "temperature": 0,
            "seed": 0,
            "max_tokens": MAX_OUTPUT,
        }
        self._free_at = 0.0
        self.answered = 0

    @property
    def host(self) -> str:
        """What the endpoint is called in messages."""
        return str(self._settings.base_url.host)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Keep connections until the block ends."""
        headers = {"User-Agent": user_agent()}
        if key := self._settings.api_key.get_secret_value():
            headers["Authorization"] = f"Bearer {key}"
        self._limiter = anyio.CapacityLimiter(self._settings.requests)
        async with httpx.AsyncClient(
            base_url=str(self._settings.base_url),
            headers=headers,
            timeout=None,  # that of the settings is for the whole answer
            verify=certificates(),
        ) as self._http:
            yield

    async def complete(self, messages: Sequence[Message]) -> Completion:
        """What the model says to ``messages``.

        Raises:
            RefusedError: if the endpoint does not take them.
            UnavailableError: if it refuses us, or does not answer well in :data:`TRIES` times.
        """
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(_TemporaryError),
            wait=self._wait,
            stop=stop_after_attempt(TRIES),
            reraise=True,
        )
        try:
            return await retrying(self._once, messages)
        except _TemporaryError as trouble:
            raise UnavailableError(f"does not answer: {trouble}") from trouble

    def _wait(self, state: RetryCallState) -> float:
        """Twice as long each time; what the endpoint asks for beyond that, all requests wait."""
        return float(min(self._settings.pause * 2.0 ** (state.attempt_number - 1), LONGEST_WAIT))

    async def _once(self, messages: Sequence[Message]) -> Completion:
        while True:
            parameters = dict(self._parameters)
            response = await self._post({"messages": messages, **parameters})
            if response.status_code not in UNFIT:
                break
            if not self._does_without(parameters, response.text):
                raise RefusedError(f"{status_of(response)}{self._said(response)}")
        if response.status_code in TEMPORARY:
            wait = retry_after(response)
            if wait > LONGEST_WAIT:
                raise UnavailableError(f"asks to be left alone for {wait:,.0f} seconds")
            self._free_at = max(self._free_at, time.monotonic() + wait)
            raise _TemporaryError(f"{status_of(response)}{self._said(response)}")
        if not response.is_success:
            raise UnavailableError(f"refuses with {status_of(response)}{self._said(response)}")
        return self._completion(response)

    async def _post(self, body: dict[str, Any]) -> httpx.Response:
        body = {"model": self._settings.model, **body}
        async with self._limiter:
            await anyio.sleep(max(0.0, self._free_at - time.monotonic()))
            try:
                with anyio.fail_after(self._settings.timeout):
                    return await self._http.post("chat/completions", json=body)
            except TimeoutError as error:
                seconds = f"{self._settings.timeout:g} seconds"
                raise _TemporaryError(f"no whole answer within {seconds}") from error
            except httpx.RequestError as error:
                raise _TemporaryError(str(error) or type(error).__name__) from error

    def _does_without(self, parameters: Mapping[str, Any], said: str) -> bool:
        """Whether the request may be made again, without an optional parameter that is refused.

        It is the one that the refusal names. Of one that names none the answer's format is the
        likeliest cause, as long as the endpoint has never answered with it.
        """
        if parameters.keys() - self._parameters.keys():
            return True  # Another request has found out meanwhile.
        named = [name for name in parameters if name in said]
        if "json_schema" in said or (not named and not self.answered):
            named.append("response_format")
        for name in named:
            if name in self._parameters:
                del self._parameters[name]
                _log.info("the endpoint refuses the parameter %s", name)
                return True
        return False

    def _said(self, response: httpx.Response) -> str:
        """What the answer says of its status, should it not repeat our key."""
        said = " ".join(response.text.split())
        if key := self._settings.api_key.get_secret_value():
            said = said.replace(key, "...")
        return f": {said[:200]}" if said else ""

    def _completion(self, response: httpx.Response) -> Completion:
        try:
            made = _Response.model_validate_json(response.content)
        except ValidationError as error:
            raise _TemporaryError("the answer is no chat completion") from error
        self.answered += 1
        message, usage = made.choices[0].message, made.usage or _Usage()
        said = message.content or message.refusal or ""
        return Completion(said, usage.prompt_tokens, usage.completion_tokens)
