"""The shipped weights: which files belong to them, and whether they are undamaged."""

import hashlib
from pathlib import Path

from kg.errors import PluginError

FOLDER = Path(__file__).with_name("weights")
FILES = (
    "embeddings.npz",
    "encoder.onnx",
    "heads.npz",
    "known-names.json.gz",
    "settings.json",
    "tokenizer.json",
)
_SUMS = "SHA256SUMS"


def seal(folder: Path) -> None:
    """Write down the hashes of the weights in ``folder``, in the format of ``sha256sum``."""
    lines = [f"{_hash(folder / name)}  {name}\n" for name in FILES]
    (folder / _SUMS).write_text("".join(lines), encoding="utf-8")


def verify(folder: Path) -> None:
    """Check the weights in ``folder`` against their hashes.

    Raises:
        PluginError: if a file is missing or is another.
    """
    try:
        lines = (folder / _SUMS).read_text(encoding="utf-8").splitlines()
        sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
        wrong = [name for name in FILES if sums.get(name) != _hash(folder / name)]
    except (OSError, ValueError) as error:
        raise PluginError(f"the model's weights in {folder} are incomplete: {error}") from error
    if wrong:
        raise PluginError(f"{folder / wrong[0]} is damaged: reinstall paperkg, or export it again")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
