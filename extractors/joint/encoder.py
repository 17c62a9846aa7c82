"""The encoder at run time: embeddings in numpy, layers in ONNX Runtime, one text at a time.

One text a run, because the activations are quantized by their range: with others in the same run
a text's result would depend on its company.
"""

from pathlib import Path

import numpy as np
import onnxruntime

from extractors.joint.tags import Floats, Ints
from extractors.joint.text import Document

WINDOW = 510
"""Word pieces that the encoder reads at once, besides the two special ones."""

_OVERLAP = 128
_START, _STOP = 0, 2


def windows(length: int) -> list[int]:
    """Where the windows start over ``length`` pieces; the last one ends where the text does."""
    if length <= WINDOW:
        return [0]
    return [*range(0, length - WINDOW, WINDOW - _OVERLAP), length - WINDOW]


def _depth(places: Ints, start: int, last: int) -> Ints:
    """How far from a cut the ``places`` in a window lie; below 0 outside of it."""
    left = places if start else np.full_like(places, WINDOW)
    right = WINDOW - 1 - places if start < last else np.full_like(places, WINDOW)
    return np.minimum(left, right)


class Encoder:
    """Texts to vectors of their words.

    ``embeddings.npz`` holds ``words`` (int8) with ``scale`` for each row, ``places``, ``shapes``
    and ``distances``: MPNet's bias [heads, 1023] of attention by distance from -511 to 511.
    """

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / "encoder.onnx", options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "embeddings.npz") as tables:
            self._words, self._scale = tables["words"], tables["scale"].astype(np.float32)
            self._places = tables["places"].astype(np.float32)
            self._shapes = tables["shapes"].astype(np.float32)
            self._distances = tables["distances"].astype(np.float32)

    def __call__(self, document: Document) -> Floats:
        """Vectors [W, hidden] of the words, each from the window in which it lies deepest."""
        length = len(document.ids)
        starts = windows(length)
        if len(starts) == 1:
            return self._run(document.ids, document.shapes)[1 + document.first]
        depth = np.stack([_depth(document.first - start, start, starts[-1]) for start in starts])
        best = depth.argmax(axis=0)
        vectors = np.zeros((len(document.first), self._words.shape[1]), dtype=np.float32)
        for number, start in enumerate(starts):
            piece = slice(start, start + WINDOW)
            read = self._run(document.ids[piece], document.shapes[piece])
            here = best == number
            vectors[here] = read[1 + document.first[here] - start]
        return vectors

    def _run(self, ids: Ints, shapes: Ints) -> Floats:
        """Vectors [2 + L, hidden] of one window with its special pieces."""
        pieces = np.concatenate([[_START], ids, [_STOP]])
        x = self._words[pieces] * self._scale[pieces, None] + self._places[: len(pieces)]
        x += self._shapes[np.pad(shapes, ((1, 1), (0, 0)))].sum(axis=1)
        middle = self._distances.shape[1] // 2
        rows = np.lib.stride_tricks.sliding_window_view(self._distances, len(pieces), axis=1)
        bias = np.ascontiguousarray(rows[:, middle - len(pieces) + 1 : middle + 1][:, ::-1])
        (vectors,) = self._session.run(None, {"embedded": x, "bias": bias})
        return np.asarray(vectors, dtype=np.float32)
