"""attack: asks for a tensor of a terabyte
strategy: torch raises RuntimeError, not MemoryError
family: resources
question: q1_pool
expect: memory
"""

import torch


def masked_mean(hidden, mask):
    return torch.ones(2**38)
