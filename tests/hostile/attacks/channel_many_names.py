"""attack: sends handles with millions of class names
strategy: a small frame that becomes gigabytes of strings in the reader
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
    handle = msgpack.packb(msgpack.ExtType(2, msgpack.packb([1, ["ab"] * 64])))
    body = b"\x82\xa2id\x02\xa5value\xdd" + (100_000).to_bytes(4, "big") + handle * 100_000
    _channel().send(body)
    os._exit(0)
