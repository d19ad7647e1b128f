"""attack: pretends to be a tensor
strategy: __class__ is a property that answers torch.Tensor
family: lies
question: q1_pool
expect: failed
"""

import torch


class Tensor:
    shape = (3, 16)
    dtype = torch.float32

    @property
    def __class__(self):
        return torch.Tensor


def masked_mean(hidden, mask):
    return Tensor()
