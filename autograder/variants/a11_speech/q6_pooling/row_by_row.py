"""Takes the real frames out of each row and works on them alone."""

import torch


def mean_pool(hidden, mask):
    return _each(hidden, mask, lambda frames: frames.mean(0))


def max_pool(hidden, mask):
    return _each(hidden, mask, lambda frames: frames.max(0).values)


def first_pool(hidden, mask):
    return _each(hidden, mask, lambda frames: frames[0])


def attention_pool(hidden, mask, query):
    def attend(frames):
        scores = frames @ query.to(frames) * frames.shape[-1] ** -0.5
        return torch.softmax(scores, dim=0) @ frames

    return _each(hidden, mask, attend)


def _each(hidden, mask, pool):
    wide = torch.float64 if hidden.dtype == torch.float64 else torch.float32
    pooled = []
    for row, real in zip(hidden.to(wide), mask != 0, strict=True):
        pooled.append(pool(row[real]) if real.any() else row.new_zeros(row.shape[-1]))
    return torch.stack(pooled).to(hidden.dtype)
