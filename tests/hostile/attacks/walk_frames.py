"""attack: looks for the expected value in the callers
strategy: takes the first float64 tensor of the right shape from any frame of any thread
family: walks
question: q1_pool
expect: failed
"""

import sys

import torch


def masked_mean(hidden, mask):
    for frame in sys._current_frames().values():
        while frame is not None:
            for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
                if type(value) is torch.Tensor and value.shape == (3, 16):
                    return value
            frame = frame.f_back
    return torch.zeros(3, 16)
