"""attack: sends a value of a type nobody expects
strategy: msgpack's own timestamp extension is decoded before ours
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
    _reply(msgpack.Timestamp(1, 2))
