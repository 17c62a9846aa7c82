"""``docs/llm.md`` names every setting with its default, and the limits that hold."""

import re
from pathlib import Path

from extractors.llm import endpoint, prompt, reading
from extractors.llm.costs import LARGE, TOKEN
from extractors.llm.settings import Settings
from kg.web import TEMPORARY

PAGE = (Path(__file__).parents[2] / "docs" / "llm.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \| .* \| (.+) \|$", PAGE, re.M))


def test_settings_and_their_defaults() -> None:
    fields = {field.alias: field for field in Settings.model_fields.values()}
    assert ROWS.keys() == fields.keys()
    for name, field in fields.items():
        if field.is_required():
            assert ROWS[name] == "an error"
        elif field.default and isinstance(field.default, int | float):
            assert ROWS[name] == f"{field.default:g}"
    assert "at a time, at most 64" in PAGE
    assert Settings.model_fields["requests"].metadata[1].le == 64


def test_limits() -> None:
    assert ", ".join(map(str, sorted(TEMPORARY))) in PAGE
    assert f"{prompt.MAX_CHARACTERS:,} characters" in PAGE
    numbers = {3: "three", 4: "four", 5: "five", 6: "six"}
    assert f"asked for again, up to {numbers[reading.ASKED]} times" in PAGE
    assert f"tried again, up to {numbers[endpoint.TRIES]} times" in PAGE
    assert f"if the first {numbers[reading.REFUSED]} are refused" in PAGE
    assert f"({numbers[TOKEN]} characters each)" in PAGE
    assert LARGE == 1_000_000
    assert "Beyond a million tokens" in PAGE
    assert f"the prompt has some {round(prompt.length() / TOKEN, -2):,.0f}" in PAGE
