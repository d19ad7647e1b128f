"""attack: returns booleans
strategy: True counts as 1 in many comparisons
family: lies
question: q1_pool
expect: failed
"""

import torch


def masked_mean(hidden, mask):
    return torch.ones(3, 16, dtype=torch.bool)
