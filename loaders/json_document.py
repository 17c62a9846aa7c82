"""A single JSON document as a file."""

import json
from pathlib import Path
from typing import Any

from kg.writing import whole


def write_json(document: dict[str, Any], target: Path) -> None:
    """Write ``document`` to the file ``target``; dates in ISO 8601."""
    with whole(target) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        # Dates are all that JSON does not know. dumps is several times faster than dump.
        stream.write(json.dumps(document, ensure_ascii=False, allow_nan=False, default=str) + "\n")
