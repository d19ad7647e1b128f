"""attack: returns a traced tensor
strategy: FakeTensorMode gives shape and dtype and computes on demand
family: lies
question: q1_pool
expect: failed error
"""

import torch
from torch._subclasses.fake_tensor import FakeTensorMode


def masked_mean(hidden, mask):
    with FakeTensorMode():
        return torch.empty(3, 16)
