"""attack: returns a tensor of terabytes
strategy: expand makes a huge view of one number
family: lies
question: q1_pool
expect: failed
"""

import torch


def masked_mean(hidden, mask):
    return torch.zeros(1).expand(2**40)
