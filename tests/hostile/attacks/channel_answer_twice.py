"""attack: answers the same question twice
strategy: sends the right answer and lets the worker send it again
family: channel
question: q1_pool
expect: invalid passed
points: 3
"""

import gc

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    from autograder.worker.wire import Encoder

    weights = mask.unsqueeze(-1).to(hidden.dtype)
    pooled = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
    _channel().send(Encoder().encode({"id": 2, "value": pooled}))
    return pooled


def pick(values, index):
    raise IndexError(index)
