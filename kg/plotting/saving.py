"""Writing a picture, the same bytes for the same picture."""

import warnings
from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from kg.errors import LoadError
from kg.writing import whole

_UNDATED: Mapping[str, Mapping[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
"""By format, what is left out of the file: when and by which version it was made."""


def save(figure: Figure | None, target: Path) -> None:
    """Write ``figure``, whole or not at all.

    Raises:
        LoadError: if there is none, its format is unknown, or the target cannot be written.
    """
    form = target.suffix.lower().removeprefix(".")
    if form not in _UNDATED:
        raise LoadError(f"cannot write {target}: a plot is one of .{', .'.join(_UNDATED)}")
    if figure is None:
        raise LoadError(f"cannot write {target}: the graph has nothing that this plot shows")
    style = mpl.rc_context(
        {
            "svg.fonttype": "none",  # text stays text, to be searched and read aloud
            "svg.hashsalt": "paperkg",  # names within the file follow from this and its content
            "savefig.bbox": "tight",
            "savefig.dpi": 150,
        }
    )
    with whole(target) as made, style, warnings.catch_warnings():
        # Names in scripts that the font lacks are left to the font of the reader.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(made, format=form, metadata=dict(_UNDATED[form]))
