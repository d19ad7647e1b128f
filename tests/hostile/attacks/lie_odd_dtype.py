"""attack: returns a dtype that cannot be compared
strategy: float8 and quantised tensors
family: lies
question: q1_pool
expect: failed error
"""

import torch


def masked_mean(hidden, mask):
    return torch.zeros(3, 16).to(torch.float8_e4m3fn)
