"""attack: returns infinities
strategy: inf minus inf is NaN
family: lies
question: q1_pool
expect: failed
"""

import torch


def masked_mean(hidden, mask):
    return torch.full((3, 16), float("inf"))
