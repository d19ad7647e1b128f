"""Frames, pooled vectors and logits, in whole numbers or float64 and row by row: the checks' own opinion."""

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

State = dict[str, Tensor]

HUBERT_KERNELS, HUBERT_STRIDES = (10, 3, 3, 3, 3, 2, 2), (5, 2, 2, 2, 2, 2, 2)
POOLS = ("mean_pool", "max_pool", "first_pool", "attention_pool")


def draw_layers(draw: Any, overlap: bool = False) -> tuple[list[int], list[int]]:
    """Kernels and strides of two to four convolutions; a stride is smaller than its kernel only with `overlap`."""
    kernels = [draw.rng.randint(2, 7) for _ in range(draw.rng.randint(2, 4))]
    return kernels, [draw.rng.randint(1, min(4, kernel - 1) if overlap else 4) for kernel in kernels]


def frames_of(samples: int, kernels: Sequence[int], strides: Sequence[int]) -> int:
    """How many frames a stack of convolutions makes of so many samples, in whole numbers."""
    for kernel, stride in zip(kernels, strides, strict=True):
        samples = (samples - kernel) // stride + 1 if samples >= kernel else 0
    return samples


def sees(kernels: Sequence[int], strides: Sequence[int]) -> tuple[int, int]:
    """How many samples a frame sees, and how far it is to the next frame: from the last layer to the first."""
    size, step = 1, 1
    for kernel, stride in zip(reversed(kernels), reversed(strides), strict=True):
        size, step = (size - 1) * stride + kernel, step * stride
    return size, step


def right_padding(lengths: Sequence[int], width: int) -> Tensor:
    """A mask (B, width) of bools, True on the first `lengths[b]` places."""
    return torch.arange(width) < torch.tensor(lengths)[:, None]


def draw_mask(draw: Any, frames: int) -> Tensor:
    """(6, frames) bools: full, padded right, left and on both sides, with holes, and a single real frame."""
    length = draw.rng.randint(2, frames - 2)
    mask = right_padding([frames, length, frames, frames, frames, 1], frames)
    mask[2, : frames - length] = False
    mask[3, :2], mask[3, -1] = False, False
    mask[4, draw.rng.sample(range(frames), frames // 2)] = False
    mask[5] = mask[5].roll(draw.rng.randrange(1, frames))
    return mask


def pool(name: str, hidden: Tensor, mask: Tensor, query: Tensor) -> Tensor:
    """One of POOLS in float64 (B, D), from the real frames of each row alone; zeros without any."""
    rows = [_pool_row(name, row[real], query) for row, real in zip(hidden.double(), mask.bool(), strict=True)]
    return torch.stack(rows)


def arguments(name: str, hidden: Any, mask: Any, query: Any) -> tuple[Any, ...]:
    """What the student's function of this name takes."""
    return (hidden, mask, query) if name == "attention_pool" else (hidden, mask)


def rounding(exact: Tensor, dtype: torch.dtype) -> Tensor:
    """By how much rounding to `dtype` once moves each value at most: half of its last place."""
    exponent = torch.frexp(exact.abs()).exponent  # |x| in [2^(e−1), 2^e)
    smallest = torch.tensor(torch.finfo(dtype).tiny, dtype=torch.float64)
    return torch.ldexp(torch.ones_like(exact), exponent - 1).maximum(smallest) * torch.finfo(dtype).eps / 2


def head(state: State, mean: Tensor) -> Tensor:
    """Logits (B, labels) of the classifier's head in float64: norm, linear, ReLU, linear."""
    wide = {name: weight.double() for name, weight in state.items()}
    normed = functional.layer_norm(mean.double(), mean.shape[1:], wide["norm.weight"], wide["norm.bias"])
    features = functional.linear(normed, wide["linear.weight"], wide["linear.bias"]).relu()
    return functional.linear(features, wide["output.weight"], wide["output.bias"])


def weighted_loss(logits: Tensor, labels: Tensor, weights: Tensor) -> float:
    """Cross-entropy in float64, Σ w[yᵢ]·(−log p[yᵢ]) / Σ w[yᵢ]."""
    surprise = -logits.double().log_softmax(1).gather(1, labels[:, None])[:, 0]
    counts = weights.double()[labels]
    return float((counts * surprise).sum() / counts.sum())


def _pool_row(name: str, frames: Tensor, query: Tensor) -> Tensor:
    if not len(frames):
        return frames.new_zeros(frames.shape[1])
    if name == "mean_pool":
        return frames.mean(0)
    if name == "max_pool":
        return frames.amax(0)
    if name == "first_pool":
        return frames[0]
    weights = (frames @ query.double() / math.sqrt(frames.shape[1])).softmax(0)
    return weights @ frames
