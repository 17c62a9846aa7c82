"""What our HTTP clients have in common: who they are, whom they trust, and when to ask again."""

import datetime
import ssl
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version

import httpx

TRIES = 6
"""How often something is asked for before it is given up."""

TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may be answered."""

LONGEST_WAIT = 600.0
"""Seconds. Who asks for a longer one is not waited for."""


def user_agent() -> str:
    """How we introduce ourselves."""
    return f"paperkg/{version('paperkg')} (python-httpx/{httpx.__version__})"


@cache
def certificates() -> ssl.SSLContext:
    """The authorities that are trusted, which take long to read."""
    return httpx.create_ssl_context()


def status_of(response: httpx.Response) -> str:
    """The status in number and words."""
    return f"{response.status_code} {response.reason_phrase}".strip()


def retry_after(response: httpx.Response) -> float:
    """The seconds of the header ``Retry-After``, which may be a date; 0 without one (RFC 9110)."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if date.tzinfo is None:
        date = date.replace(tzinfo=datetime.UTC)
    return max(0.0, (date - datetime.datetime.now(datetime.UTC)).total_seconds())
