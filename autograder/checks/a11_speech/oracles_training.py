"""What the tiny listener computes and learns, in float64 and from its weights alone: the checks' own opinion."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

State = dict[str, Tensor]

BETAS, EPSILON = (0.9, 0.999), 1e-8


@dataclass(frozen=True)
class Clips:
    """Numbered clips: clip i starts with the sample (i + 1) / 64, which float32 holds exactly."""

    waveforms: Tensor
    lengths: list[int]
    labels: Tensor

    def numbers(self, input_values: Tensor) -> list[int]:
        """Which clips are the rows of a batch; −1 for a row that starts like none of them."""
        found = (input_values[:, :1].double() * 64 - 1).flatten()
        return [
            int(number) if number == round(float(number)) and 0 <= number < len(self.lengths) else -1
            for number in found.tolist()
        ]


def draw_clips(draw: Any, count: int, classes: int) -> Clips:
    """Clips of 9 to 30 samples that end in silence, no two lengths in four alike, padded further than any of them."""
    lengths = [draw.rng.randint(9, 30) for _ in range(count)]
    waveforms = torch.zeros(count, 36)
    for row, (wave, length) in enumerate(zip(waveforms, lengths, strict=True)):
        wave[: length - 3] = draw.normal(length - 3)
        wave[0] = (row + 1) / 64
    return Clips(waveforms, lengths, draw.integers(0, classes, (count,)))


def mask_of(lengths: Sequence[int]) -> Tensor:
    """(B, longest) int64, 1 on the samples of each clip."""
    return torch.tensor([[1] * length + [0] * (max(lengths) - length) for length in lengths])


def listen(state: State, waveforms: Tensor, lengths: Sequence[int]) -> Tensor:
    """The logits of a tiny listener, clip by clip and without padding."""
    gain, offset = state["ears.weight"].double(), state["ears.bias"].double()
    means = [
        torch.tanh(wave[:length, None].double() @ gain.T + offset).mean(0)
        for wave, length in zip(waveforms, lengths, strict=True)
    ]
    return functional.linear(torch.stack(means), state["head.weight"].double(), state["head.bias"].double())


def adamw(
    state: State,
    trainable: Sequence[str],
    clips: Clips,
    batches: Sequence[Sequence[int]],
    rates: Sequence[float],
    weight_decay: float,
    max_norm: float,
) -> tuple[State, list[float], list[float]]:
    """Weights after a clipped step of AdamW a batch; the losses; the norms before clipping."""
    weights = {name: weight.double() for name, weight in state.items()}
    first = {name: torch.zeros_like(weights[name]) for name in trainable}
    second = {name: torch.zeros_like(weights[name]) for name in trainable}
    losses, norms = [], []
    for step, (batch, rate) in enumerate(zip(batches, rates, strict=True), start=1):
        leaves = {name: weights[name].detach().requires_grad_() for name in trainable}
        logits = listen(
            {**weights, **leaves}, clips.waveforms[list(batch)], [clips.lengths[i] for i in batch]
        )
        loss = functional.cross_entropy(logits, clips.labels[list(batch)], weights["class_weights"])
        gradients = torch.autograd.grad(loss, list(leaves.values()))
        norm = math.sqrt(sum(gradient.square().sum().item() for gradient in gradients))
        for name, gradient in zip(trainable, gradients, strict=True):
            clipped = gradient * min(1.0, max_norm / norm)
            first[name] = BETAS[0] * first[name] + (1 - BETAS[0]) * clipped
            second[name] = BETAS[1] * second[name] + (1 - BETAS[1]) * clipped.square()
            mean = first[name] / (1 - BETAS[0] ** step)
            spread = (second[name] / (1 - BETAS[1] ** step)).sqrt() + EPSILON
            weights[name] = weights[name] * (1 - rate * weight_decay) - rate * mean / spread
        losses.append(loss.item())
        norms.append(norm)
    return weights, losses, norms


def linear_rates(lr: float, steps: int, warmup: int) -> list[float]:
    """Up from 0 in `warmup` steps, then down to 0."""
    return [lr * (s / warmup if s < warmup else (steps - s) / (steps - warmup)) for s in range(steps)]
