"""Papers whose names meet every step of the linker: made at random, the same every time."""

import random

from kg.extraction import Annotated
from tests.kg.linking.papers import names

NAMES = (
    # Short forms of several senses, written out, bare, and in the company of each sense.
    "Method: masked autoencoder = masked autoencoders = MAE",
    "Method: MAE",
    "Metric: mean absolute error = MAE",
    "Metric: MAE",
    "Method: masked auto-encoding",
    "Task: image pretraining",
    "Task: traffic forecasting",
    # A short form of one sense, and names with it inside.
    "Model: large language model = large language models = LLM",
    "Model: LLMs",
    "Method: LLM agents",
    "Method: large language model agents",
    # Spelling, order, types, changes of a word.
    "Method: multi-modal learning",
    "Method: multimodal learning",
    "Task: uncertainty estimation",
    "Method: uncertainty estimation",
    "Task: time series forecasting = time series prediction",
    "Task: time series prediction",
    "Task: image classification",
    "Task: image segmentation",
    "Task: classification of images",
    "Task: image-to-text generation",
    "Task: text-to-image generation",
    "Metric: F1",
    "Metric: F1-score",
    "Dataset: HotpotQA",
    "Benchmark: HotPotQA",
    # Families, heads of them, and who joins one.
    "Model: Llama",
    "Model: Llama 2",
    "Model: Llama-3-8B",
    "Model: Llama-3-8B-Instruct",
    "Model: Llama 3 8B",
    "Model: SAM",
    "Model: cut anything",
    "Model!: MoSAM",
    "Model!: Fast MoSAM",
    "Dataset: ImageNet",
    "Dataset: ImageNet-A",
    "Dataset!: Tiny ImageNet",
    # Names that several papers coin.
    "Method!: Kite",
    "Method!: Kite",
    "Model!: Kite",
    "Method: Kite",
)


def literature(papers: int) -> list[Annotated]:
    """So many papers; a crowd of them call what they present by one name."""
    chance = random.Random(8)
    made = []
    for number in range(papers):
        named = chance.sample(NAMES, chance.randrange(2, 7))
        if number % 5 == 0:
            named.append(f"Model!: Wader{number}x = our baseline")
        made.append(names(f"r{number:04}", *dict.fromkeys(named)))
    return made
