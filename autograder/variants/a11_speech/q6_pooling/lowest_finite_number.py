"""Fills with the lowest number of the dtype, adds a billionth to the count, and finds the first frame by sorting."""

import torch


def mean_pool(hidden, mask):
    wide = hidden.double()
    real = mask.bool()
    total = torch.where(real[..., None], wide, 0.0).sum(dim=-2)
    return (total / (real.sum(-1, keepdim=True) + 1e-9)).type_as(hidden)


def max_pool(hidden, mask):
    padding = torch.logical_not(mask)
    lowest = torch.finfo(hidden.dtype).min
    largest, _ = torch.max(hidden.masked_fill(padding[..., None], lowest), dim=1)
    largest[padding.all(dim=1)] = 0
    return largest


def first_pool(hidden, mask):
    order = torch.sort(mask.bool().long(), dim=1, descending=True, stable=True).indices
    index = order[:, :1, None].expand(-1, 1, hidden.shape[2])
    return hidden.gather(1, index).squeeze(1).where(mask.bool().any(1, keepdim=True), 0.0)


def attention_pool(hidden, mask, query):
    real = mask.bool()
    wide = hidden.double().masked_fill(~real[..., None], 0.0)
    scores = (wide * query.double()).sum(-1) / wide.shape[-1] ** 0.5
    scores = scores.masked_fill(~real, torch.finfo(torch.float64).min)
    return torch.bmm(scores.softmax(-1).unsqueeze(1), wide).squeeze(1).type_as(hidden)
