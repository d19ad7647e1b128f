"""attack: sends an empty tensor of an impossible shape
strategy: 0 x 2**39 x 2**39: no bytes, but sizes that overflow in the reader
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
    _reply(msgpack.ExtType(1, msgpack.packb(["float32", [0, *[2**39] * 5], b""])))
