"""What services say of their troubles is understood."""

import datetime
from email.utils import format_datetime

import httpx
import pytest

from kg.web import retry_after, status_of, user_agent


def response(code: int, **headers: str) -> httpx.Response:
    return httpx.Response(code, headers={n.replace("_", "-"): v for n, v in headers.items()})


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), (" 7 ", 7.0), ("0", 0.0), ("soon", 0.0), ("", 0.0), ("-7", 0.0), ("1.5", 0.0)],
)
def test_seconds_to_wait(value: str, seconds: float) -> None:
    assert retry_after(response(429, Retry_After=value)) == seconds


def test_without_the_header_there_is_no_wait() -> None:
    assert retry_after(response(503)) == 0.0


@pytest.mark.parametrize("zone", [" GMT", " +0000", " -0000"])
def test_a_date_to_wait_for(zone: str) -> None:
    date = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
    text = format_datetime(date).removesuffix(" +0000") + zone
    assert 3500 < retry_after(response(503, Retry_After=text)) <= 3600


def test_a_date_that_is_gone_is_no_wait() -> None:
    assert retry_after(response(503, Retry_After="Mon, 03 Mar 2025 00:00:00 GMT")) == 0.0


def test_a_status_has_its_words_if_there_are_any() -> None:
    assert status_of(response(404)) == "404 Not Found"
    assert status_of(response(599)) == "599"


def test_we_say_who_we_are() -> None:
    assert user_agent().startswith("paperkg/")
