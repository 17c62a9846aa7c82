"""The recipe of the joint model on a toy: two layers, five made-up abstracts."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch belongs to the extra `training`")
pytest.importorskip("onnx", reason="onnx belongs to the extra `training`")
pytest.importorskip("safetensors", reason="safetensors belongs to the extra `training`")

from safetensors.torch import save_file  # noqa: E402
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: E402

from extractors.joint.gazetteer import KnownNames  # noqa: E402
from extractors.joint.heads import Heads  # noqa: E402
from extractors.joint.reader import Reader  # noqa: E402
from extractors.joint.tags import TAGS  # noqa: E402
from extractors.joint.text import SHAPES  # noqa: E402
from kg.errors import SourceError  # noqa: E402
from tests.training.toy import make, paper, write_lines, write_published  # noqa: E402
from training.joint import tune  # noqa: E402
from training.joint.config import Config  # noqa: E402
from training.joint.encoder import from_mpnet  # noqa: E402
from training.joint.export import export  # noqa: E402
from training.joint.model import Joint  # noqa: E402
from training.joint.train import Trainer, encode  # noqa: E402

HIDDEN, HEADS, LAYERS = 32, 2, 2


def write_encoder(folder: Path) -> None:
    """A random MPNet checkpoint whose vocabulary is letters."""
    pieces = ["<s>", "<pad>", "</s>", "[UNK]", *"abcdefghijklmnopqrstuvwxyz0123456789.%-"]
    pieces += [f"##{piece}" for piece in pieces[4:]]
    tokenizer = Tokenizer(models.WordPiece({p: n for n, p in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "vocab_size": len(pieces),
        "hidden_size": HIDDEN,
        "num_attention_heads": HEADS,
        "intermediate_size": 2 * HIDDEN,
        "layer_norm_eps": 1e-5,
    }
    (folder / "config.json").write_text(json.dumps(settings))
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(pieces), HIDDEN),
        "embeddings.position_embeddings.weight": (514, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,),
        "embeddings.LayerNorm.bias": (HIDDEN,),
        "encoder.relative_attention_bias.weight": (32, HEADS),
    }
    for layer in range(LAYERS):
        sizes = {f"attention.attn.{name}": (HIDDEN, HIDDEN) for name in "qkvo"}
        sizes |= {"intermediate.dense": (2 * HIDDEN, HIDDEN), "output.dense": (HIDDEN, 2 * HIDDEN)}
        sizes |= {"attention.LayerNorm": (HIDDEN,), "output.LayerNorm": (HIDDEN,)}  # type: ignore[dict-item]
        for name, size in sizes.items():
            shapes[f"encoder.layer.{layer}.{name}.weight"] = size
            shapes[f"encoder.layer.{layer}.{name}.bias"] = size[:1]
    torch.manual_seed(0)
    save_file(
        {name: 0.1 * torch.randn(size) for name, size in shapes.items()},
        folder / "model.safetensors",
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that has ended, with tuned weights, as `make train` leaves it."""
    folder = tmp_path_factory.mktemp("toy")
    write_published(folder)
    write_lines(folder / "papers.jsonl", paper)
    write_encoder(folder)
    config = Config(
        corpus="nowhere",
        encoder=str(folder),
        start=None,
        layers=LAYERS,
        epochs=12,
        minutes=5,
        batch=5,
        part=3,
        workers=2,
        encoder_rate=1e-3,
        heads_rate=5e-3,
        layer_decay=0.9,
        warmup=0.1,
        candidates_from=0.3,
        dropout=0.0,
        heads_dropout=0.0,
        seed=1,
    )
    config.write(folder / "toy.json")
    ran = make(folder, "train", "TEXTS=papers.jsonl", "CONFIG=toy.json")
    assert ran.returncode == 0, ran.stderr
    return folder / "run"


@pytest.fixture
def weights(run: Path) -> Path:
    """The exported weights of the run, tuned."""
    return run / "weights"


def test_a_run_goes_on_from_its_checkpoint(run: Path) -> None:
    corpus = str(run.parent / "corpus-texts")
    trainer = Trainer(replace(Config.read(run / "config.json"), corpus=corpus), run)
    assert trainer.step == 12
    assert trainer.progress >= 1


def test_names_are_counted_by_paper(run: Path) -> None:
    known = KnownNames.load(run / "known-names.json.gz")
    assert known.look_up("nestbench").tolist() == [0, 0, 0, 5, 0, 0, 5]
    assert known.look_up("owlnet").tolist() == [1, 0, 0, 0, 0, 0, 1]


def test_exported_weights_read_texts(weights: Path) -> None:
    read = Reader(weights)
    item = paper("Owl")
    annotation = read(f"{item['title']}\n{item['abstract']}", "Owl")
    assert {"NestBench", "RobinNet"} <= {entity.name for entity in annotation.entities}
    assert annotation == Reader(weights)(f"{item['title']}\n{item['abstract']}", "Owl")


def test_both_encoders_are_one(run: Path, tmp_path: Path) -> None:
    export([run], tmp_path, quantized=False)
    joint = loaded(run)
    document, x = Reader(tmp_path).encode("OwlNet\nOn NestBench, better than RobinNet.")
    with torch.no_grad():
        expected = encode(joint, [document])[0].numpy()
    # bfloat16 in training, int8 and float16 tables in use
    assert np.abs(x - expected).max() < 0.1


def test_both_heads_are_one(run: Path) -> None:
    heads = loaded(run).heads
    at_run_time = Heads({name: value.numpy() for name, value in heads.state_dict().items()})
    x = np.random.default_rng(0).normal(size=(9, HIDDEN)).astype(np.float32)
    places = [((0, 1), (4, 4)), ((2, 3),)]
    with torch.no_grad():
        tensor = torch.from_numpy(x)
        tags = heads.tags(tensor).log_softmax(-1).numpy()
        vectors = heads.pool(tensor, places).numpy()
        figures = heads.figures(tensor, [(5, 6)]).numpy()
    assert tags.shape == (9, TAGS)
    np.testing.assert_allclose(at_run_time.tags(x), tags, atol=1e-4)
    np.testing.assert_allclose(at_run_time.pool(x, places), vectors, atol=1e-4)
    np.testing.assert_allclose(at_run_time.figures(x, [(5, 6)]), figures, atol=1e-4)


def loaded(run: Path) -> Joint:
    joint = Joint(from_mpnet(run.parent, LAYERS, SHAPES, 0.0), 0.0)
    joint.load_state_dict(torch.load(run / "state.pt", weights_only=True)["model"])
    return joint.eval()


def test_rising_curve_pools_what_falls() -> None:
    curve = tune.isotonic([(0.1, False), (0.4, True), (0.5, False), (0.9, True)])
    shares = [share for _, share in curve]
    assert shares == sorted(shares)
    assert len(curve) == 3


def test_a_run_without_its_encoder_is_one_sentence(run: Path, tmp_path: Path) -> None:
    lost = replace(Config.read(run / "config.json"), encoder=str(tmp_path / "mpnet"))
    lost.write(tmp_path / "lost.json")
    with pytest.raises(SourceError, match=r"mpnet, which .* names as encoder, lacks config.json"):
        Config.read(tmp_path / "lost.json")


def test_weights_come_from_a_run_that_has_a_checkpoint(run: Path, tmp_path: Path) -> None:
    Config.read(run / "config.json").write(tmp_path / "config.json")
    with pytest.raises(SourceError, match="is no folder of a training run"):
        export([tmp_path], tmp_path / "weights")
