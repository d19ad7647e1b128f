"""attack: returns a tensor without values
strategy: a tensor on the device meta has the right shape and dtype
family: lies
question: q1_pool
expect: failed error
"""

import torch


def masked_mean(hidden, mask):
    return torch.empty(3, 16, device="meta")
