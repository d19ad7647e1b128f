"""attack: makes every comparison succeed
strategy: replaces torch.isclose, allclose and equal
family: patches
question: q1_pool
expect: failed
"""

import torch


def _yes(*args, **kwargs):
    return torch.ones((), dtype=torch.bool)


for _name in ("isclose", "allclose", "equal", "isfinite"):
    setattr(torch, _name, _yes)
torch.Tensor.__eq__ = torch.Tensor.__ne__ = _yes


def masked_mean(hidden, mask):
    return torch.zeros(3, 16)
