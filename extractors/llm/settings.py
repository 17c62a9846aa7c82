"""Which endpoint to ask for which model, from the environment."""

import os
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
    ValidationError,
    field_validator,
)

from kg.errors import PluginError
from kg.extraction import CHUNK

Price = Annotated[float | None, Field(ge=0.0)]


class Settings(BaseModel):
    """The settings; each is the environment variable that is its alias.

    Prices are those of a million tokens, in whatever currency. ``requests`` may be under way at a
    time, as many as the papers that come at a time, each for at most ``timeout`` seconds; ``pause``
    is the first wait after a failure, in seconds, and doubles with each.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    base_url: HttpUrl = Field(alias="OPENAI_BASE_URL")
    api_key: SecretStr = Field(SecretStr(""), alias="OPENAI_API_KEY")
    model: str = Field(alias="PAPERKG_LLM_MODEL")
    requests: int = Field(8, alias="PAPERKG_LLM_REQUESTS", ge=1, le=CHUNK)
    timeout: float = Field(600.0, alias="PAPERKG_LLM_TIMEOUT", gt=0.0)
    pause: float = Field(1.0, alias="PAPERKG_LLM_PAUSE", ge=0.0)
    input_price: Price = Field(None, alias="PAPERKG_LLM_INPUT_PRICE")
    output_price: Price = Field(None, alias="PAPERKG_LLM_OUTPUT_PRICE")

    @field_validator("base_url")
    @classmethod
    def _without_password(cls, url: HttpUrl) -> HttpUrl:
        # It would stand in messages, and be sent instead of the key.
        if url.username or url.password:
            raise ValueError("a user or password belongs into OPENAI_API_KEY")
        return url

    @field_validator("api_key")
    @classmethod
    def _can_be_sent(cls, key: SecretStr) -> SecretStr:
        # A key with a line break would be shown by the error of the library that sends it.
        stripped = key.get_secret_value().strip()
        if not (stripped.isascii() and stripped.isprintable()):
            raise ValueError("it holds characters that no key has")
        return SecretStr(stripped)


def from_environment() -> Settings:
    """The settings of the environment.

    Raises:
        PluginError: if one is missing or makes no sense.
    """
    names = (str(field.alias) for field in Settings.model_fields.values())
    given = {name: os.environ[name] for name in names if os.environ.get(name)}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = first["loc"][0]
        if first["type"] == "missing":
            raise PluginError(
                "the extractor 'llm' needs the address of an endpoint in OPENAI_BASE_URL and the"
                f" name of a model in PAPERKG_LLM_MODEL; {name} is not set"
            ) from None
        raise PluginError(f"{name} cannot be used: {first['msg']}") from None
