"""attack: looks for the expected value among all objects
strategy: takes any tensor of the right shape that gc knows
family: walks
question: q1_pool
expect: failed
"""

import gc

import torch


def masked_mean(hidden, mask):
    for value in gc.get_objects():
        if type(value) is torch.Tensor and tuple(value.shape) == (3, 16):
            return value
        if type(value) is dict and type(value.get("expected")) is torch.Tensor:
            return value["expected"]
    return torch.zeros(3, 16)
