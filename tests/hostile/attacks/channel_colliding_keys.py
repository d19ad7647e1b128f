"""attack: sends a dictionary whose keys all collide
strategy: quadratic time in the reader, outside every limit
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
    keys = [msgpack.packb(msgpack.ExtType(4, msgpack.packb([number]))) for number in range(100_000)]
    pairs = b"".join(key + b"\xc0" for key in keys)
    body = b"\x82\xa2id\x02\xa5value\xdf" + len(keys).to_bytes(4, "big") + pairs
    _channel().send(body)
    os._exit(0)
