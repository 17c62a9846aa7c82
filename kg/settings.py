"""How a graph reads abstracts: kept in a file beside it, so that it goes on as it was made."""

from pathlib import Path

from pydantic import ValidationError

from kg.errors import SourceError
from kg.records import Confidence, Record
from kg.replacing import replacing

DEFAULT_EXTRACTOR = "accurate"


class Settings(Record):
    """The extractor, and how sure it must be of what it finds."""

    extractor: str = DEFAULT_EXTRACTOR
    min_confidence: Confidence = 0.0


def settings_file(graph: Path) -> Path:
    """Where the settings are kept that a graph was last built with."""
    return graph.with_name(f"{graph.name}.settings.json")


def settings_on(graph: Path) -> Settings:
    """What ``graph`` was last built with; one that is not there yet begins with the defaults.

    Raises:
        SourceError: if the file cannot be read or holds no settings.
    """
    file = settings_file(graph)
    if not graph.exists() or not file.exists():
        return Settings()
    try:
        return Settings.model_validate_json(file.read_bytes())
    except OSError as error:
        raise SourceError(f"cannot read settings from {file}: {error}") from error
    except ValidationError as error:
        fault = f"does not say how to read, as {Settings().model_dump_json()} does"
        raise SourceError(f"{file} {fault}") from error


def keep_settings(graph: Path, settings: Settings) -> None:
    """Write down what ``graph`` is built with; defaults need no file. Raises GraphError."""
    file = settings_file(graph)
    if settings == Settings() and not file.exists():
        return
    with replacing(file) as draft:
        draft.write_text(f"{settings.model_dump_json()}\n", encoding="utf-8")
