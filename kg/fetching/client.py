"""A polite HTTP client: it paces itself, waits when told to, and tries again what may work."""

import logging
import os
import time
from collections.abc import Callable, Generator
from typing import Self, TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from kg.errors import FetchError
from kg.fetching.service import Ask, BrokenAnswerError, Host, Key, host_of
from kg.web import (
    LONGEST_WAIT,
    TEMPORARY,
    TRIES,
    certificates,
    retry_after,
    status_of,
    user_agent,
)

T = TypeVar("T")

TIMEOUT = httpx.Timeout(60.0, connect=20.0)
ANSWER_TIME = 300.0
"""Seconds that a whole answer may take, however steadily it trickles."""

MAX_ANSWER = 64 * 1024**2
"""Bytes. The largest pages, 2,000 papers of arXiv, have some 6 million."""

MAX_REDIRECTS = 5


class _TemporaryError(Exception):
    """What may be over soon; ``wait`` are the seconds that the service asks for."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class Client:
    """Asks one service, one request at a time; use it as a context manager."""

    def __init__(self, name: str, host: Host) -> None:
        """Make a client of the service ``name``.

        Args:
            name: how the service is called in messages and in environment variables.
            host: where it is, unless the environment says otherwise.
        """
        self._name = name
        self._host = host_of(name, host)
        self._free_at = 0.0
        self._auth = _KeyAuth(self._host)
        self._http = httpx.Client(
            headers={"User-Agent": user_agent()},
            timeout=TIMEOUT,
            auth=self._auth,
            verify=certificates(),
        )

    @property
    def address(self) -> str:
        """Where the service is."""
        return self._host.url

    def ask(self, ask: Ask, parse: Callable[[bytes], T]) -> tuple[bytes, T]:
        """The answer and what ``parse`` makes of it; where it raises BrokenAnswerError, ask again.

        Raises:
            FetchError: if the service refuses, or does not answer well in :data:`TRIES` times.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(_TemporaryError),
            wait=self._wait,
            stop=stop_after_attempt(TRIES),
            reraise=True,
        )
        try:
            return retrying(self._once, ask, parse)
        except _TemporaryError as trouble:
            raise FetchError(f"{self._name} does not answer: {trouble}; try later") from trouble

    def _once(self, ask: Ask, parse: Callable[[bytes], T]) -> tuple[bytes, T]:
        time.sleep(max(0.0, self._free_at - time.monotonic()))
        try:
            answer = self._answer(ask)
            return answer, parse(answer)
        except BrokenAnswerError as error:
            raise _TemporaryError(str(error)) from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise FetchError(f"{self._name} has no usable address: {error}") from error
        except httpx.RequestError as error:
            raise _TemporaryError(str(error) or type(error).__name__) from error
        finally:
            self._free_at = time.monotonic() + self._host.pause

    def _answer(self, ask: Ask) -> bytes:
        request = self._http.build_request(
            "GET" if ask.body is None else "POST",
            self._host.url + ask.path,
            params=dict(ask.parameters) or None,
            json=ask.body,
        )
        for _ in range(MAX_REDIRECTS + 1):
            response = self._http.send(request, stream=True)
            try:
                if response.next_request is None:
                    self._check(response)
                    return _body(response)
                request = response.next_request
            finally:
                response.close()
        raise FetchError(f"{self._name} redirects more than {MAX_REDIRECTS} times")

    def _check(self, response: httpx.Response) -> None:
        status = status_of(response)
        if response.status_code in TEMPORARY:
            raise _TemporaryError(status, retry_after(response))
        if not response.is_success:
            said = " ".join(_body(response).decode(errors="replace").split())[:200]
            raise FetchError(f"{self._name} refuses with {status}" + (f": {said}" if said else ""))

    def _wait(self, state: RetryCallState) -> float:
        """Twice as long each time, from twice the pause on, or longer where the service says so."""
        trouble = state.outcome.exception() if state.outcome else None
        asked = trouble.wait if isinstance(trouble, _TemporaryError) else 0.0
        if asked > LONGEST_WAIT:
            raise FetchError(f"{self._name} asks to be left alone for {asked:,.0f} seconds")
        return min(max(asked, self._host.pause * 2.0**state.attempt_number), LONGEST_WAIT)

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()
        self._auth.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _KeyAuth(httpx.Auth):
    """Sends the key to the service's own host, never to where it redirects, never into a log."""

    def __init__(self, host: Host) -> None:
        self._key: Key | None = host.key
        self._value = os.environ.get(host.key.variable, "") if host.key else ""
        self._url = httpx.URL(host.url)
        logging.getLogger("httpx").addFilter(self._hide)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._key and self._value:
            theirs = _origin(request.url) == _origin(self._url)
            if self._key.sent_as == "header":
                request.headers.pop(self._key.name, None)
                if theirs:
                    request.headers[self._key.name] = self._value
            elif theirs:
                request.url = request.url.copy_set_param(self._key.name, self._value)
        yield request

    def _hide(self, record: logging.LogRecord) -> bool:
        """Take the key out of what httpx logs: the address with its parameters."""
        if self._value and isinstance(record.args, tuple):
            record.args = tuple(
                str(each).replace(self._value, "...") if isinstance(each, httpx.URL) else each
                for each in record.args
            )
        return True

    def close(self) -> None:
        logging.getLogger("httpx").removeFilter(self._hide)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _body(response: httpx.Response) -> bytes:
    """The body, if it comes in time and is no larger than an answer can be."""
    late = time.monotonic() + ANSWER_TIME
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_ANSWER:
            raise FetchError(f"the answer has more than {MAX_ANSWER:,} bytes")
        if time.monotonic() > late:
            raise _TemporaryError(f"the answer is not whole after {ANSWER_TIME:.0f} seconds")
    return bytes(body)
