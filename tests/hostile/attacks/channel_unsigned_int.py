"""attack: sends an integer that fits no tensor
strategy: 2**64 - 1 raises where the check makes a tensor of it
family: channel
question: q1_pool
expect: invalid
"""

import gc
import os

import msgpack
from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def _reply(value):
    _channel().send(msgpack.packb({"id": 2, "value": value}))
    os._exit(0)


def masked_mean(hidden, mask):
    _reply([[2**64 - 1] * 16] * 3)
