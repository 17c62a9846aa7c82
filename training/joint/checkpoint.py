"""The checkpoint of a training run, a file in its folder."""

from pathlib import Path
from typing import Any

import torch

from kg.errors import SourceError

_NAME = "state.pt"


def exists(run: Path) -> bool:
    """Whether the run in the folder ``run`` has been broken off or has ended."""
    return (run / _NAME).exists()


def read(run: Path) -> dict[str, Any]:
    """The state of the run in the folder ``run``.

    Raises:
        SourceError: if it has none.
    """
    if not exists(run):
        raise SourceError(f"{run} is no folder of a training run: it lacks {_NAME}")
    state: dict[str, Any] = torch.load(run / _NAME, weights_only=True)
    return state


def write(run: Path, state: dict[str, Any]) -> None:
    """Put ``state`` in place of the run's earlier one, whole."""
    draft = run / "state.tmp"
    torch.save(state, draft)
    draft.replace(run / _NAME)
