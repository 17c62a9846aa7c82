"""The settings of a training run."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import SourceError

ENCODER = ("config.json", "tokenizer.json", "model.safetensors")
"""The files of an encoder's folder that are read."""


@dataclass(frozen=True)
class Config:
    """Settings of a training run.

    ``encoder`` is the folder of an MPNet checkpoint of which the first ``layers`` layers are taken.
    ``start`` is the folder of an earlier run whose weights this one goes on from, with rates that
    rise once more (a warm restart, Loshchilov and Hutter 2017), or null to begin anew. The run ends
    after ``epochs`` or ``minutes``, whichever comes first; rates rise over the share ``warmup`` of
    it and then fall to nothing. A batch of ``batch`` papers is worked on in parts of ``part`` by
    ``workers`` threads. Lower layers learn slower, by ``layer_decay`` a layer. The tagger's wrong
    proposals take part from the share ``candidates_from`` on.
    """

    corpus: str
    encoder: str
    start: str | None
    layers: int
    epochs: float
    minutes: float
    batch: int
    part: int
    workers: int
    encoder_rate: float
    heads_rate: float
    layer_decay: float
    warmup: float
    candidates_from: float
    dropout: float
    heads_dropout: float
    seed: int

    @classmethod
    def read(cls, path: Path) -> "Config":
        """Read settings from a JSON object.

        Raises:
            SourceError: if a setting is missing or unknown, or the encoder is not there.
        """
        try:
            config = cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, TypeError, ValueError) as error:
            raise SourceError(f"{path} is no configuration of a training run: {error}") from error
        lacking = [name for name in ENCODER if not (Path(config.encoder) / name).is_file()]
        if lacking:
            raise SourceError(
                f"{config.encoder}, which {path} names as encoder, lacks {', '.join(lacking)}"
            )
        return config

    def write(self, path: Path) -> None:
        """Write the settings as :meth:`read` reads them."""
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
