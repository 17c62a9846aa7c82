"""Which values on a board are the best so far, where metrics and scales are never mixed."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from kg.linking.normalise import normalise
from kg.readable import readable

LOWER_IS_BETTER = frozenset(
    """
    error errors wer cer ter eer mae mse rmse nrmse mape loss nll perplexity ppl bpb bpc fid fvd kid
    lpips divergence distance regret latency time runtime delay memory cost energy flops parameters
    violations violation forgetting hallucination brier ece
    """.split()
)
"""A metric is of this sort if one of its words is here: ``word error rate``, ``accuracy loss``."""

HIGHER_IS_BETTER = frozenset(
    """
    accuracy acc f1 precision recall sensitivity specificity auc auroc auprc bleu chrf comet rouge
    meteor cider spice bertscore map ap ndcg mrr hits iou miou dice psnr ssim correlation r2
    spearman pearson kappa mcc success pass solve win elo reward return score match em throughput
    speedup faithfulness coverage
    """.split()
)
"""Else it is of this sort if one of its words is here, or else of neither and left alone."""

_CHANGE_BEFORE = re.compile(
    r"\bby\s+(?:(?:up|nearly|about|around|over|more|than|to|an?)\s+)*$", re.I
)
_CHANGE_BEHIND = re.compile(
    r"\W*(?:absolute|relative|average|accuracy|\W)*"
    r"(?:improvements?|gains?|increases?|reductions?|decreases?|drops?|boosts?|points?|higher|lower|"
    r"better|more|fewer|less|faster)\b",
    re.I,
)


class Value(NamedTuple):
    """A result with its paper, subject, board and metric by key, their names, and its sentence."""

    paper: str
    result: str
    number: float
    text: str
    unit: str | None
    board: str
    metric: str
    board_name: str
    metric_name: str
    subject: str
    subject_name: str
    sentence: str


def direction(metric: str) -> int:
    """1 where higher is better, -1 where lower is, 0 where the name of the metric does not say."""
    words = set(re.findall(r"[a-z0-9]+", normalise(metric)))
    if words & LOWER_IS_BETTER:
        return -1
    return 1 if words & HIGHER_IS_BETTER else 0


def bests(values: Iterable[Value], new: Collection[str]) -> Iterator[tuple[Value, Value]]:
    """The best value of the ``new`` papers, where it beats all of the others, and the one it beats.

    Values are compared that have board, metric and scale in common, and that are levels: an
    improvement by 5% is none.
    """
    boards: dict[tuple[str, str, str], list[Value]] = defaultdict(list)
    for value in values:
        if direction(value.metric_name) and not _is_change(value) and not _is_odd(value):
            boards[value.board, value.metric, _scale(value)].append(value)
    for _, found in sorted(boards.items()):
        sign = direction(found[0].metric_name)

        def rank(value: Value, sign: int = sign) -> tuple[float, str]:
            return -sign * value.number, value.result

        now = min((value for value in found if value.paper in new), key=rank, default=None)
        before = min((value for value in found if value.paper not in new), key=rank, default=None)
        if now and before and sign * (now.number - before.number) > 0:
            yield now, before


def _scale(value: Value) -> str:
    """Percent with or without the sign are one scale, fractions of one another."""
    if value.unit in (None, "%"):
        return "fraction" if value.unit is None and abs(value.number) <= 1 else "percent"
    return str(value.unit)


def _is_odd(value: Value) -> bool:
    return not math.isfinite(value.number) or (value.unit == "%" and value.number > 100)


def _is_change(value: Value) -> bool:
    """Whether the value says by how much something differs, not how good it is."""
    if value.text[:1] in "+-−±" or value.unit == "x":
        return True
    if re.search(r"relative|absolute|point", value.text):
        return True
    before, found, behind = readable(value.sentence).partition(value.text)
    return bool(found and (_CHANGE_BEFORE.search(before) or _CHANGE_BEHIND.match(behind)))
