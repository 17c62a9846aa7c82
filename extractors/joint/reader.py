"""The model as one callable: a text in, an annotation out."""

import json
from pathlib import Path

import numpy as np
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from extractors.joint import weights
from extractors.joint.annotate import annotate
from extractors.joint.calibration import Calibration
from extractors.joint.decode import Decoder
from extractors.joint.encoder import Encoder
from extractors.joint.findings import Thresholds
from extractors.joint.gazetteer import KnownNames
from extractors.joint.heads import Heads
from extractors.joint.tags import Floats
from extractors.joint.text import Document, read
from kg.records import Annotation


class Reader:
    """Reads texts, each for itself: a text's annotation does not depend on those before it.

    Raises:
        PluginError: if the weights in ``folder`` are damaged.
    """

    def __init__(self, folder: Path = weights.FOLDER) -> None:
        weights.verify(folder)
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        with np.load(folder / "heads.npz") as arrays:
            self.heads = Heads(dict(arrays))
        self.known = KnownNames.load(folder / "known-names.json.gz")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._encoder = Encoder(folder)
        thresholds = Thresholds(**settings["thresholds"])
        self._new = thresholds.new
        self.decode = Decoder(self.heads, self.known, thresholds)
        self._calibration = Calibration(settings["calibration"])
        # NumPy's own threads cost more than they bring on matrices so small.
        self._threads = ThreadpoolController()

    def __call__(self, text: str, paper: str = "") -> Annotation:
        """What ``text`` (a title and an abstract, a line each) says."""
        with self._threads.limit(limits=1, user_api="blas"):
            document, x = self.encode(text)
            found = self.decode(document, x)
        return annotate(paper, document, found, self._new, self._calibration)

    def encode(self, text: str) -> tuple[Document, Floats]:
        """The text cut into words, and their vectors [W, hidden]."""
        document = read(text, self._tokenizer, self.known)
        return document, self._encoder(document)
