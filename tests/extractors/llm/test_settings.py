"""Settings come from the environment, and a wrong one is one sentence that shows no secret."""

import pytest

from extractors.llm.settings import from_environment
from kg.errors import PluginError

KEY = "sk-a-secret-key"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS", "TIMEOUT", "PAUSE", "INPUT_PRICE", "OUTPUT_PRICE"):
        monkeypatch.delenv(f"PAPERKG_LLM_{name}", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:8080/v1")
    monkeypatch.setenv("PAPERKG_LLM_MODEL", "parrot-7b")


def test_an_endpoint_and_a_model_are_enough() -> None:
    settings = from_environment()
    assert str(settings.base_url) == "http://localhost:8080/v1"
    assert settings.model == "parrot-7b"
    assert settings.api_key.get_secret_value() == ""
    assert settings.requests == 8
    assert (settings.input_price, settings.output_price) == (None, None)


def test_a_key_is_stripped_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")
    settings = from_environment()
    assert settings.api_key.get_secret_value() == KEY
    assert KEY not in f"{settings!r} {settings}"


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "PAPERKG_LLM_MODEL"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    with pytest.raises(PluginError, match=f"PAPERKG_LLM_MODEL; {name} is not set"):
        from_environment()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_BASE_URL", "localhost:8080"),
        ("OPENAI_BASE_URL", "ftp://localhost/v1"),
        ("OPENAI_BASE_URL", f"https://{KEY}@example.org/v1"),
        ("OPENAI_BASE_URL", f"https://me:{KEY}@example.org/v1"),
        ("OPENAI_API_KEY", f"{KEY}\nX-Other: header"),
        ("OPENAI_API_KEY", f"“{KEY}”"),
        ("PAPERKG_LLM_REQUESTS", "0"),
        ("PAPERKG_LLM_REQUESTS", "many"),
        ("PAPERKG_LLM_TIMEOUT", "0"),
        ("PAPERKG_LLM_PAUSE", "-1"),
        ("PAPERKG_LLM_INPUT_PRICE", "-0.1"),
        ("PAPERKG_LLM_OUTPUT_PRICE", "free"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(PluginError, match=f"^{name} cannot be used: ") as raised:
        from_environment()
    assert KEY not in str(raised.value)
    assert "\n" not in str(raised.value)
