"""attack: returns a wrapped tensor of the exact type Tensor
strategy: torch._to_functional_tensor passes a check of the type
family: lies
question: q1_pool
expect: failed error
"""

import torch


def masked_mean(hidden, mask):
    return torch._to_functional_tensor(torch.zeros(3, 16))
