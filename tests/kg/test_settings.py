"""How a graph reads abstracts, as a file beside it."""

import json
from pathlib import Path

import pytest

from kg.errors import PluginError, SourceError
from kg.graph import Graph
from kg.pipeline import BuildOptions, build
from kg.settings import Settings, keep_settings, settings_file, settings_on

PAGE = Path(__file__).parents[2] / "examples" / "benchmarks.jsonl"
SURE = BuildOptions(extractor="rules", min_confidence=0.8)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return tmp_path / "g.kg"


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Path]:
    """The papers of the page in two files."""
    lines = PAGE.read_text("utf-8").splitlines()
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text("\n".join(lines[::2]), "utf-8")
    second.write_text("\n".join(lines[1::2]), "utf-8")
    return first, second


def stated(graph: Path) -> list[str]:
    with Graph(graph) as opened:
        return [made.model_dump_json() for _, made in opened.annotated()]


def test_a_graph_is_extended_as_it_was_made(
    graph: Path, parts: tuple[Path, Path], tmp_path: Path
) -> None:
    first, second = parts
    build([first], graph, SURE)
    build([second], graph, BuildOptions())
    assert settings_on(graph) == Settings(extractor="rules", min_confidence=0.8)
    build([first, second], tmp_path / "once.kg", SURE)
    assert stated(graph) == stated(tmp_path / "once.kg")
    assert json.loads(settings_file(graph).read_text()) == {
        "extractor": "rules",
        "min_confidence": 0.8,
    }


def test_what_is_said_anew_holds_from_then_on(graph: Path, parts: tuple[Path, Path]) -> None:
    build([parts[0]], graph, SURE)
    build([parts[0]], graph, BuildOptions(min_confidence=0.0))  # nothing that is new comes
    assert settings_on(graph) == Settings(extractor="rules", min_confidence=0.0)


def test_what_was_not_built_is_not_remembered(graph: Path, parts: tuple[Path, Path]) -> None:
    build([parts[0]], graph, SURE)
    with pytest.raises(PluginError, match="there is no extractor called 'rulez'"):
        build([parts[1]], graph, BuildOptions(extractor="rulez"))
    assert settings_on(graph) == Settings(extractor="rules", min_confidence=0.8)


def test_a_new_graph_of_the_same_name_begins_anew(graph: Path, parts: tuple[Path, Path]) -> None:
    keep_settings(graph, Settings(extractor="somebody else's"))
    build([parts[0]], graph, BuildOptions(extractor="rules"))
    graph.unlink()
    assert settings_on(graph) == Settings()
    build([parts[0]], graph, SURE)
    assert settings_on(graph) == Settings(extractor="rules", min_confidence=0.8)


@pytest.mark.parametrize("text", ["", "{}{}", '{"min_confidence": 2}', '{"extractors": "fast"}'])
def test_a_broken_file_is_one_sentence(graph: Path, text: str) -> None:
    graph.touch()
    settings_file(graph).write_text(text, "utf-8")
    with pytest.raises(SourceError, match=r"g\.kg\.settings\.json does not say how to read, as "):
        settings_on(graph)
