"""attack: sends a tensor with too few bytes
strategy: the reader would read beyond its buffer
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
    _reply(msgpack.ExtType(1, msgpack.packb(["float64", [3, 16], b"1234"])))
