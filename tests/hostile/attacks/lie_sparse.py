"""attack: returns a sparse tensor
strategy: its layout has no plain memory
family: lies
question: q1_pool
expect: failed
"""

import torch


def masked_mean(hidden, mask):
    return torch.zeros(3, 16).to_sparse()
