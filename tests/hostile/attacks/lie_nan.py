"""attack: returns NaN
strategy: a comparison with NaN is never true, so a careless check finds no difference
family: lies
question: q1_pool
expect: failed
"""

import torch


def masked_mean(hidden, mask):
    return torch.full((3, 16), float("nan"))
