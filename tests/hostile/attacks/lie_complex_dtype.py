"""attack: returns complex numbers
strategy: many tensor functions do not know them and raise in the check
family: lies
question: q1_pool
expect: failed
"""

import torch


def masked_mean(hidden, mask):
    return torch.zeros(3, 16, dtype=torch.complex64)
