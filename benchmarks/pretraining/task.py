"""What the benchmark of pretraining asks of a task, and the fine-tuning loop that its tasks share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

Curve = list[tuple[int, float]]


@dataclass(frozen=True)
class Task:
    """Fine-tuning one checkpoint on one data set, from pretrained or from random weights.

    `run(seed, pretrained, profile)` trains for `steps` steps and returns the metric after each `every` steps. A
    profile is "quick" (the sample) or "real" (the reduced real set, where `tamrin data prepare` has put one).
    """

    checkpoint: str
    dataset: str
    metric: str
    chance: float
    steps: int
    run: Callable[[int, bool, str], Curve]


def finetune(
    model: nn.Module,
    batches: Iterator[dict[str, Any]],
    loss: Callable[[nn.Module, dict[str, Any]], Tensor],
    evaluate: Callable[[nn.Module], float],
    *,
    steps: int,
    every: int,
    rate: float,
    warmup: int = 10,
    weight_decay: float = 0.01,
) -> Curve:
    """Train with AdamW, a warm-up and a linear decay to zero; the metric at step 0 and after each `every` steps."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=weight_decay)

    def scale(step: int) -> float:
        return min(1.0, (step + 1) / warmup) * (1 - step / steps)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, scale)
    curve = [(0, _evaluated(model, evaluate))]
    model.train()
    for step in range(1, steps + 1):
        optimizer.zero_grad(set_to_none=True)
        loss(model, next(batches)).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % every == 0 or step == steps:
            curve.append((step, _evaluated(model, evaluate)))
    return curve


def _evaluated(model: nn.Module, evaluate: Callable[[nn.Module], float]) -> float:
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        value = evaluate(model)
    model.train(was_training)
    return value
