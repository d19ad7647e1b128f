"""Pools by a matrix of weights over the frames; the first frame is where the running count of real ones is 1."""

import math

import torch


def _clean(hidden, mask):
    real = mask > 0
    return torch.where(real.unsqueeze(-1), hidden, torch.zeros_like(hidden)), real


def _mix(weights, hidden):
    return torch.einsum("bt,btd->bd", weights, hidden.to(weights.dtype)).to(hidden.dtype)


def mean_pool(hidden, mask):
    kept, real = _clean(hidden, mask)
    kind = torch.float64 if hidden.dtype is torch.float64 else torch.float32
    count = real.sum(1, keepdim=True)
    return _mix(real.to(kind), kept.to(kind)).div(torch.where(count == 0, 1, count)).to(hidden.dtype)


def max_pool(hidden, mask):
    real = (mask > 0).unsqueeze(-1)
    lowest = torch.where(real, hidden, torch.full_like(hidden, -math.inf)).max(dim=1).values
    return torch.where(real.any(dim=1), lowest, torch.zeros_like(lowest))


def first_pool(hidden, mask):
    kept, real = _clean(hidden, mask)
    only = real & (real.cumsum(1) == 1)
    return torch.where(only.unsqueeze(-1), kept, torch.zeros_like(kept)).sum(1)


def attention_pool(hidden, mask, query):
    kept, real = _clean(hidden, mask)
    kind = torch.float64 if hidden.dtype is torch.float64 else torch.float32
    scores = torch.einsum("btd,d->bt", kept.to(kind), query.to(kind)) / hidden.shape[2] ** 0.5
    scores = torch.where(
        real, scores, torch.finfo(kind).min
    )  # alike in a row without real frames, and finite
    weights = torch.softmax(scores, dim=-1) * real
    return _mix(weights, kept.to(kind)).to(hidden.dtype)
